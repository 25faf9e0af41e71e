import type { Metadata } from 'next'
import { requireSession } from '#request-session.ts'
import { Traffic } from './traffic.tsx'

type Props = PageProps<'/gateways/[name]/traffic'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) }
}

export default async function GatewayTrafficPage({ params }: Props) {
  const { name } = await params
  await requireSession(`/gateways/${name}/traffic`)
  return <Traffic name={decodeURIComponent(name)} />
}

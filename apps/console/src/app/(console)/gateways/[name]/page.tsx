import type { Metadata } from 'next'
import { requireSession } from '#request-session.ts'
import { Overview } from './overview.tsx'

type Props = PageProps<'/gateways/[name]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) }
}

export default async function GatewayPage({ params }: Props) {
  const { name } = await params
  await requireSession(`/gateways/${name}`)
  return <Overview name={decodeURIComponent(name)} />
}

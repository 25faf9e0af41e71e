import type { Metadata } from 'next'
import { requireSession } from '#request-session.ts'
import { GatewayConnections } from './connections.tsx'

type Props = PageProps<'/gateways/[name]/connections'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) }
}

export default async function GatewayConnectionsPage({ params }: Props) {
  const { name } = await params
  await requireSession(`/gateways/${name}/connections`)
  return <GatewayConnections name={decodeURIComponent(name)} />
}

'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { buttonLook } from '#components/button.tsx'
import { CopyButton } from '#components/copy-button.tsx'
import { Facts } from '#components/facts.tsx'
import { Live } from '#components/live.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { Section } from '#components/page.tsx'
import { type Partner, type Standing, useTRPC, type VirtualCluster } from '#trpc/provider.tsx'
import { Behind, InForce } from '../../../virtual-clusters/[name]/in-force.tsx'
import { Accounts } from './accounts.tsx'
import { FirstConnection } from './first-connection.tsx'

/** From the share that was made to the first client of the partner. */
export function Connect({ name }: { name: string }) {
  const trpc = useTRPC()
  const partner = useQuery(trpc.partner.get.queryOptions({ name }))
  const cluster = useQuery(trpc.virtualCluster.get.queryOptions({ name }))
  const standing = useQuery(trpc.virtualCluster.overview.queryOptions({ name }))
  const data = partner.data &&
    cluster.data &&
    standing.data && { partner: partner.data, cluster: cluster.data, standing: standing.data }
  return (
    <Live of={{ data, error: partner.error ?? cluster.error ?? standing.error }}>
      {({ partner, cluster, standing }) => (
        <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,22rem)]">
          <div className="min-w-0 space-y-8">
            <Share partner={partner} cluster={cluster} standing={standing} />
            <Accounts cluster={cluster} />
          </div>
          <div className="min-w-0">
            <div className="space-y-6 lg:sticky lg:top-6">
              <FirstConnection cluster={cluster} />
            </div>
          </div>
        </div>
      )}
    </Live>
  )
}

type ShareProps = { partner: Partner; cluster: VirtualCluster; standing: Standing }

function Share({ partner: { spec }, cluster: { metadata, spec: shown }, standing }: ShareProps) {
  const { aliases } = standing.counts
  return (
    <Section title={`${aliases === 1 ? '1 topic is' : `${aliases} topics are`} shared with ${spec.displayName}`}>
      <Behind of={standing.inForce} />
      <Facts
        of={[
          ['State', <InForce key="state" of={standing.inForce} />],
          ['Bootstrap servers', <Address key="address" of={shown.bootstrapServers} />],
          ['Ends', spec.endsOn === undefined ? `Never: ${spec.noEndReason}` : `At the end of ${spec.endsOn} (UTC)`],
        ]}
      />
      <Link href={`/virtual-clusters/${metadata.name}`} className={buttonLook()}>
        {`Go to ${metadata.name}`}
      </Link>
    </Section>
  )
}

const Address = ({ of }: { of: string | undefined }) =>
  of === undefined ? (
    <Muted>None yet: it has one as soon as a gateway reaches its physical cluster</Muted>
  ) : (
    <span className="flex items-center gap-2">
      <Mono>{of}</Mono>
      <CopyButton text={of} label="Copy bootstrap servers" />
    </span>
  )

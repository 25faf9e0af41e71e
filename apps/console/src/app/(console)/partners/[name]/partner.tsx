'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { Activity } from '#change/history/activity.tsx'
import { buttonLook } from '#components/button.tsx'
import { Facts } from '#components/facts.tsx'
import { Live } from '#components/live.tsx'
import { useMay } from '#components/may.tsx'
import { Muted } from '#components/mono.tsx'
import { Section } from '#components/page.tsx'
import { RemoveShare } from '#share/remove-share.tsx'
import { type Partner as Shown, type Standing, useTRPC } from '#trpc/provider.tsx'
import { End } from '../end.tsx'

export function Partner({ name }: { name: string }) {
  const trpc = useTRPC()
  const partner = useQuery(trpc.partner.get.queryOptions({ name }))
  const standing = useQuery(trpc.virtualCluster.overview.queryOptions({ name }))
  const data = partner.data && standing.data && { partner: partner.data, standing: standing.data }
  return (
    <>
      <Live of={{ data, error: partner.error ?? standing.error }}>
        {({ partner, standing }) => <About partner={partner} standing={standing} />}
      </Live>
      <Section title="Activity">
        <Activity kind="Partner" name={name} />
      </Section>
    </>
  )
}

const counted = (count: number, one: string) => `${count} ${count === 1 ? one : `${one}s`}`

function About({ partner: { metadata, spec }, standing }: { partner: Shown; standing: Standing }) {
  const mayWrite = useMay('write')
  const { aliases, accounts, acls } = standing.counts
  const cluster = `/virtual-clusters/${metadata.name}`
  const link = (href: string, words: string) => (
    <Link key={href} href={href} className="text-accent underline-offset-2 hover:underline">
      {words}
    </Link>
  )
  return (
    <div className="space-y-4">
      <Facts
        of={[
          ['Partner', spec.displayName],
          ['Ends', spec.endsOn === undefined ? `Never: ${spec.noEndReason}` : <End key="end" of={spec} />],
          ['Virtual cluster', link(cluster, metadata.name)],
          ['Topics', link(`${cluster}/alias-topics`, counted(aliases, 'alias topic'))],
          ['Accounts', link(`${cluster}/service-accounts`, counted(accounts, 'service account'))],
          ['Rights', link(`${cluster}/acls`, counted(acls, 'ACL'))],
          ['Contacts', spec.contacts.length === 0 ? <Muted key="none">None</Muted> : spec.contacts.join(', ')],
          ['Purpose', spec.purpose ?? <Muted key="none">None given</Muted>],
          ['Owner', spec.owner ?? <Muted key="none">None named</Muted>],
        ]}
      />
      <div className="flex flex-wrap gap-2">
        <Link href={`${cluster}/as`} className={buttonLook()}>
          View as partner
        </Link>
        {mayWrite && (
          <>
            <Link href={`/partners/${metadata.name}/edit`} className={buttonLook()}>
              Edit
            </Link>
            <RemoveShare name={metadata.name} what={`partner ${spec.displayName}`} to="/partners" />
          </>
        )}
      </div>
    </div>
  )
}

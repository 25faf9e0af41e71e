'use client'

import { useQuery } from '@tanstack/react-query'
import { SectionLinks } from '#components/section-links.tsx'
import { useTRPC } from '#trpc/provider.tsx'

export function Sections({ name }: { name: string }) {
  const { data } = useQuery(useTRPC().virtualCluster.overview.queryOptions({ name }))
  const base = `/virtual-clusters/${name}`
  const sections = [
    { href: base, title: 'Overview' },
    { href: `${base}/alias-topics`, title: 'Alias topics', count: data?.counts.aliases },
    { href: `${base}/service-accounts`, title: 'Service accounts', count: data?.counts.accounts },
    { href: `${base}/acls`, title: 'Access', count: data?.counts.acls },
    { href: `${base}/activity`, title: 'Activity' },
    { href: `${base}/yaml`, title: 'YAML' },
  ]
  return <SectionLinks of={name} sections={sections} />
}

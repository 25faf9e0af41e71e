'use client'

import { useQuery } from '@tanstack/react-query'
import { SectionLinks } from '#components/section-links.tsx'
import { useTRPC } from '#trpc/provider.tsx'

export function Sections({ name }: { name: string }) {
  const { data } = useQuery(useTRPC().gateway.get.queryOptions({ name }))
  const base = `/gateways/${encodeURIComponent(name)}`
  const sections = [
    { href: base, title: 'Overview' },
    { href: `${base}/connections`, title: 'Connections', count: data?.connections },
    { href: `${base}/traffic`, title: 'Traffic' },
  ]
  return <SectionLinks of={name} sections={sections} />
}

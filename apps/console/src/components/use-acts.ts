import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { usePathname } from 'next/navigation'
import { useMay } from '#components/may.tsx'
import { acts } from '#components/places.ts'
import { useTRPC } from '#trpc/provider.tsx'
import type { Item } from './palette.tsx'

/** Virtual clusters that an act is offered in where one stands in none. */
const most = 5

/** What one can make, by a part of its words; in the virtual cluster where one is, else in the first of them. */
export function useActs(text: string): Item[] {
  const mayWrite = useMay('write')
  const path = usePathname()
  const [, here] = /^\/virtual-clusters\/([^/]+)/.exec(path) ?? []
  const wanted = text.toLowerCase()
  const shown = mayWrite ? acts.filter(({ words }) => words.toLowerCase().includes(wanted)) : []
  const isInSome = here !== undefined && here !== 'new'
  const { data = [] } = useQuery({
    ...useTRPC().virtualCluster.list.queryOptions(),
    enabled: !isInSome && wanted !== '' && shown.some(({ isWithin }) => isWithin),
  })
  const within = isInSome ? [here] : wanted === '' ? [] : data.slice(0, most).map(({ metadata }) => metadata.name)
  return shown.flatMap(({ words, path, isWithin }) =>
    isWithin
      ? within.map(name => itemOf(words, `/virtual-clusters/${name}/${path}`, `In ${name}`))
      : [itemOf(words, path)],
  )
}

const itemOf = (label: string, href: string, about?: string): Item => ({
  value: href,
  label,
  href,
  icon: Plus,
  ...(about !== undefined && { about }),
})

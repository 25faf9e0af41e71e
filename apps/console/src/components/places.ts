import { Boxes, Cable, Handshake, History, type LucideIcon, Server, Users, Waypoints } from 'lucide-react'

export type Place = { href: string; name: string; icon: LucideIcon }

/** Where one can go: the navigation and the command palette show the same. */
export const placeGroups: readonly { title: string; places: readonly Place[] }[] = [
  {
    title: 'Operate',
    places: [
      { href: '/gateways', name: 'Gateways', icon: Waypoints },
      { href: '/connections', name: 'Connections', icon: Cable },
      { href: '/clusters', name: 'Physical clusters', icon: Server },
    ],
  },
  {
    title: 'Share',
    places: [
      { href: '/partners', name: 'Partners', icon: Handshake },
      { href: '/virtual-clusters', name: 'Virtual clusters', icon: Boxes },
    ],
  },
  {
    title: 'Manage',
    places: [
      { href: '/activity', name: 'Activity', icon: History },
      { href: '/people', name: 'People', icon: Users },
    ],
  },
]

/** What one can make: where, and whether it is made within a virtual cluster. */
export const acts: readonly { words: string; path: string; isWithin?: true }[] = [
  { words: 'Share with a partner', path: '/partners/new/partner' },
  { words: 'New virtual cluster', path: '/virtual-clusters/new' },
  { words: 'New alias topic', path: 'alias-topics/new', isWithin: true },
  { words: 'New service account', path: 'service-accounts/new', isWithin: true },
  { words: 'Add physical cluster', path: '/clusters/new' },
]

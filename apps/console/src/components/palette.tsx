'use client'

import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { useQuery } from '@tanstack/react-query'
import { Boxes, Handshake, type LucideIcon, Search, Server, Tag, UserRound, Waypoints } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useDeferredValue, useEffect, useRef, useState } from 'react'
import { placeGroups } from '#components/places.ts'
import { useActs } from '#components/use-acts.ts'
import { type Found, useTRPC } from '#trpc/provider.tsx'

export type Item = {
  readonly value: string
  readonly label: string
  readonly about?: string
  readonly href: string
  readonly icon: LucideIcon
}
type Group = { readonly value: string; readonly items: readonly Item[] }

const places: readonly Item[] = placeGroups.flatMap(group =>
  group.places.map(({ href, name, icon }) => ({ value: href, label: name, href, icon })),
)

/** Where each kind is looked at, and how it is called. */
const kinds: Readonly<Record<string, { icon: LucideIcon; word: string; href: (found: Found) => string }>> = {
  Gateway: { icon: Waypoints, word: 'Gateway', href: ({ name }) => `/gateways/${encodeURIComponent(name)}` },
  PhysicalCluster: { icon: Server, word: 'Physical cluster', href: ({ name }) => `/clusters/${name}` },
  Partner: { icon: Handshake, word: 'Partner', href: ({ name }) => `/partners/${name}` },
  VirtualCluster: { icon: Boxes, word: 'Virtual cluster', href: ({ name }) => `/virtual-clusters/${name}` },
  AliasTopic: {
    icon: Tag,
    word: 'Alias topic',
    href: ({ vCluster, name }) => `/virtual-clusters/${vCluster}/alias-topics/${name}`,
  },
  GatewayServiceAccount: {
    icon: UserRound,
    word: 'Service account',
    href: ({ vCluster, name }) => `/virtual-clusters/${vCluster}/service-accounts/${name}`,
  },
}

function itemOf(found: Found): Item[] {
  const kind = kinds[found.kind]
  if (!kind) return []
  const within = found.vCluster === undefined ? '' : ` of ${found.vCluster}`
  return [
    {
      value: `${found.kind} ${found.vCluster ?? ''} ${found.name}`,
      label: found.name,
      about: `${kind.word}${within}`,
      href: kind.href(found),
      icon: kind.icon,
    },
  ]
}

/**
 * ⌘K, or Control and K: go to a page, or to any object by a part of its name. The field takes the focus by itself, for the
 * dialog gives it a frame later, and what is typed until then would be lost.
 */
export function Palette() {
  const [isOpen, setOpen] = useState(false)
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      setOpen(open => !open)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return (
    <Dialog.Root open={isOpen} onOpenChange={setOpen}>
      <Dialog.Trigger
        aria-keyshortcuts="Control+K Meta+K"
        className="flex w-full items-center gap-2.5 rounded-md border border-line px-2 py-1.5 text-ink-2 text-sm hover:bg-surface-3 hover:text-ink-1"
      >
        <Search aria-hidden="true" className="size-4 shrink-0" />
        <span className="flex-1 text-left">Search</span>
        <span aria-hidden="true" className="font-mono text-ink-3 text-xs">
          Ctrl K
        </span>
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-20 bg-surface-1/70" />
        <Dialog.Popup className="fixed inset-x-4 top-[12vh] z-20 mx-auto max-w-[36rem] rounded-lg border border-line bg-surface-2 text-ink-1 shadow-raised outline-none">
          <Dialog.Title className="sr-only">Search and go to</Dialog.Title>
          <Results onGo={() => setOpen(false)} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Results({ onGo }: { onGo: () => void }) {
  const router = useRouter()
  const [text, setText] = useState('')
  const wanted = useDeferredValue(text.trim())
  const trpc = useTRPC()
  const found = useQuery({
    ...trpc.search.queryOptions({ text: wanted }),
    enabled: wanted !== '',
    refetchInterval: false,
  })
  const shown = places.filter(({ label }) => label.toLowerCase().includes(text.trim().toLowerCase()))
  const objects = wanted === '' ? [] : (found.data ?? []).flatMap(itemOf)
  const groups: Group[] = [
    { value: 'Pages', items: shown },
    { value: 'Objects', items: objects },
    { value: 'Acts', items: useActs(text.trim()) },
  ].filter(({ items }) => items.length > 0)
  const highlighted = useRef<Item>(undefined)
  const go = ({ href }: Item) => {
    onGo()
    router.push(href)
  }
  /** What came after the last key is not highlighted yet: the first is meant. */
  const goToFirst = (event: KeyboardEvent) => {
    const first = groups[0]?.items[0]
    if (event.key !== 'Enter' || highlighted.current || !first) return
    event.preventDefault()
    go(first)
  }
  return (
    <Autocomplete.Root
      inline
      open
      items={groups}
      mode="none"
      value={text}
      onValueChange={setText}
      autoHighlight="always"
      keepHighlight
      onItemHighlighted={item => {
        highlighted.current = item
      }}
      itemToStringValue={({ label }: Item) => label}
    >
      <Autocomplete.Input
        aria-label="Search"
        autoFocus
        onKeyDown={goToFirst}
        placeholder="Go to a page, find anything by its name, or make something new"
        className="w-full border-line border-b bg-transparent px-4 py-3 outline-none placeholder:text-ink-3"
      />
      <Autocomplete.Empty>
        <p className="px-4 py-6 text-ink-2 empty:hidden">
          {found.error
            ? 'Objects cannot be searched now: the database cannot be reached.'
            : `Nothing is called “${wanted}”.`}
        </p>
      </Autocomplete.Empty>
      <Autocomplete.List className="max-h-[50vh] overflow-y-auto p-1">
        {(group: Group) => (
          <Autocomplete.Group key={group.value} items={group.items} className="py-1">
            <Autocomplete.GroupLabel className="px-3 py-1 text-ink-3 text-xs">{group.value}</Autocomplete.GroupLabel>
            <Autocomplete.Collection>
              {(item: Item) => (
                <Autocomplete.Item
                  key={item.value}
                  value={item}
                  onClick={() => go(item)}
                  className="flex cursor-default items-center gap-2.5 rounded-md px-3 py-1.5 outline-none data-highlighted:bg-surface-3"
                >
                  <item.icon aria-hidden="true" className="size-4 shrink-0 text-ink-2" />
                  <span className="min-w-0 truncate">{item.label}</span>
                  {item.about !== undefined && (
                    <span className="ml-auto shrink-0 text-ink-3 text-xs">{item.about}</span>
                  )}
                </Autocomplete.Item>
              )}
            </Autocomplete.Collection>
          </Autocomplete.Group>
        )}
      </Autocomplete.List>
    </Autocomplete.Root>
  )
}

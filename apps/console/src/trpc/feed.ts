/** The stream of changes of this tab: not open yet, open, or lost and opened again soon. */
export type FeedState = 'opening' | 'open' | 'lost'

let state: FeedState = 'opening'
const listeners = new Set<() => void>()

export const feedState = (): FeedState => state

let heard: string | undefined

/** The id of the newest news that this tab has heard. */
export const heardNews = (): string | undefined => heard

export function hearNews(id: string): void {
  heard = id
}

export function setFeed(open: boolean): void {
  const next = open ? 'open' : state === 'opening' ? 'opening' : 'lost'
  if (next === state) return
  state = next
  for (const listener of listeners) listener()
}

export function onFeed(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

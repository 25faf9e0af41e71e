import type { KindName, SpecOf } from '@tidegate/resources'
import type { ClientReport, PlannedChange, Worker } from '@tidegate/store'

/** What is connected now. */
export type World = { readonly gateways: number; readonly clients: readonly ClientReport[]; readonly now: Date }

/** What one change means to those who work with the gateways, in plain words, and the clients that will notice. */
export type Effect = { readonly says: readonly string[]; readonly clients: readonly ClientReport[] }

/** A change of one kind, with what is easy to read off it. */
export type Of<K extends KindName> = {
  readonly name: string
  readonly vCluster: string
  readonly result: 'CREATED' | 'UPDATED' | 'DELETED'
  readonly before?: SpecOf<K>
  readonly after?: SpecOf<K>
  readonly secrets: PlannedChange['secrets']
}

export const worldOf = (workers: readonly Worker[], now: Date): World => ({
  now,
  gateways: workers.length,
  clients: workers.flatMap(({ clients }) => clients),
})

export const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

export const connectionsOf = (clients: readonly ClientReport[]): number =>
  clients.reduce((sum, { connections }) => sum + connections, 0)

/** Such as `3 connections of 2 accounts are open`. */
export function open(clients: readonly ClientReport[]): string {
  const connections = connectionsOf(clients)
  if (connections === 0) return 'no connection is open'
  const accounts = new Set(clients.map(({ virtualCluster, user }) => JSON.stringify([virtualCluster, user]))).size
  return `${counted(connections, 'connection')} of ${counted(accounts, 'account')} ${connections === 1 ? 'is' : 'are'} open`
}

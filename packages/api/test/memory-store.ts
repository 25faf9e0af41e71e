import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type Manifest, type Resource, validateChanges } from '@tidegate/resources'
import type { Store, Token, Worker } from '@tidegate/store'

export function memoryStore(): Store {
  const resources = new Map<string, Resource>()
  const tokens = new Map<string, Token>()
  const workers: Worker[] = []
  let generation = 0
  const keyOf = (kind: string, vCluster: string | undefined, name: string) =>
    JSON.stringify([kind, vCluster ?? null, name])
  return {
    generation: async () => generation,
    list: async ({ kind, vCluster, name }: any) =>
      [...resources.values()].filter(
        r =>
          r.kind === kind &&
          (vCluster === undefined || r.metadata.vCluster === vCluster) &&
          (name === undefined || r.metadata.name === name),
      ) as any,
    get: async ({ kind, vCluster, name }: any) => resources.get(keyOf(kind, vCluster, name)) as any,
    apply: async (changes: any[], { dryRun }: any) => {
      validateChanges(changes, [...resources.values()])
      const applied = changes.map(change => {
        const m: Manifest = change.manifest
        const key =
          change.op === 'put'
            ? keyOf(m.kind, m.metadata.vCluster, m.metadata.name)
            : keyOf(change.kind, change.vCluster, change.name)
        const before = resources.get(key)
        if (change.op === 'delete') {
          if (!dryRun) resources.delete(key)
          return { resource: before!, result: 'DELETED' as const }
        }
        if (before && isDeepStrictEqual(before.spec, m.spec))
          return { resource: before, result: 'NOT_CHANGED' as const }
        const resource = { ...m, uid: before?.uid ?? randomUUID(), generation: generation + 1 } as Resource
        if (!dryRun) resources.set(key, resource)
        return { resource, result: before ? ('UPDATED' as const) : ('CREATED' as const) }
      })
      const effective = applied.some(a => a.result !== 'NOT_CHANGED')
      if (effective && !dryRun) generation++
      return { generation, applied }
    },
    issueToken: async token => void (tokens.set(token.id, token), generation++),
    listTokens: async ({ vCluster, username }) =>
      [...tokens.values()].filter(
        t => (!vCluster || t.vCluster === vCluster) && (!username || t.username === username),
      ),
    revokeToken: async id => (generation++, tokens.delete(id)),
    workers: async () => workers,
    reportWorker: async report => void workers.push({ ...report, seenAt: new Date() }),
    close: async () => {},
  } as Store
}

import { text } from '@tidegate/resources'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { reader } from '../trpc.ts'
import { host } from './ask.ts'
import { allowedOn } from './compare.ts'
import { accessIn, type Held, readHeld } from './held.ts'
import { leaksOf } from './leaks.ts'
import { patternsFor } from './pattern.ts'

/** How many topics are told of at most. */
const MOST = 500

/** What a client of an account sees, and nothing else, with a look through all of it for physical names. */
export const partnerView = reader({
  method: 'GET',
  path: '/tidegate/v1/access/view',
  summary: 'Tell what a client of a service account sees, and whether a physical name is in it',
  status: 200,
  query: {
    vcluster: { to: 'vCluster', type: 'string', description: 'The virtual cluster.' },
    user: { type: 'string', description: 'The service account.' },
    host: { type: 'string', description: 'The address it connects from. Left out, any that no ACL names.' },
  },
})
  .input(z.strictObject({ vCluster: text, user: text, host }))
  .query(async ({ ctx, input: { vCluster, user, host } }) => {
    const held = await readHeld(ctx, vCluster)
    const access = accessIn(held)
    const subject = { principal: `User:${user}`, host }
    const topics = [...held.aliases.keys()]
      .sort()
      .map(name => ({
        name,
        operations: allowedOn(access, subject, { resourceType: 'TOPIC', name, patternType: 'LITERAL' }),
      }))
      // A client learns of a topic only where it may describe it.
      .filter(({ operations }) => operations.includes('DESCRIBE'))
    const others = patternsFor(subject.principal, held.bindings)
      .filter(({ resourceType }) => resourceType !== 'TOPIC')
      .map(pattern => ({ pattern, operations: allowedOn(access, subject, pattern) }))
      .filter(({ operations }) => operations.length > 0)
    const bootstrapServers = await addressesOf(ctx, vCluster)
    const texts = [
      user,
      ...bootstrapServers,
      ...topics.map(({ name }) => name),
      ...others.map(each => each.pattern.name),
    ]
    return {
      user,
      hasAccount: held.accounts.has(user),
      isSuperUser: held.superUsers.includes(user),
      bootstrapServers,
      topics: topics.slice(0, MOST),
      of: topics.length,
      hidden: held.aliases.size - topics.length,
      others,
      leaks: leaksOf(texts, await physicalNames(ctx, held)),
    }
  })

async function addressesOf({ store }: Context, vCluster: string): Promise<string[]> {
  const addresses = (await store.workers()).flatMap(worker => worker.addresses[vCluster]?.split(',') ?? [])
  return [...new Set(addresses)].sort()
}

/** Topics, clusters and addresses behind it. A host that a gateway has too is known by being a gateway. */
async function physicalNames({ store }: Context, { aliases }: Held): Promise<string[]> {
  const [clusters, workers] = await Promise.all([store.list({ kind: 'PhysicalCluster' }), store.workers()])
  const shared = new Set(workers.flatMap(worker => Object.values(worker.addresses).flatMap(hostsOf)))
  const servers = clusters.map(({ spec }) => spec.properties['bootstrap.servers'] ?? '')
  return [
    ...aliases.values(),
    ...clusters.map(({ metadata }) => metadata.name),
    ...servers.flatMap(text => text.split(',').map(address => address.trim())),
    ...servers.flatMap(hostsOf).filter(host => !shared.has(host)),
  ]
}

const hostsOf = (addresses: string): string[] =>
  addresses.split(',').map(address => address.trim().replace(/:\d+$/, ''))

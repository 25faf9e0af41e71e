import { randomUUID } from 'node:crypto'
import { GatewayError } from '@tidegate/errors'
import type { Change } from '@tidegate/resources'
import type { Actor, ApplyOptions } from '@tidegate/store'
import type { Context } from './context.ts'

export const actorOf = ({ actor: { user, surface } }: Context): Actor => ({ user, surface })

type Options = Omit<ApplyOptions, 'actor'>

export async function change(context: Context, changes: readonly Change[], options: Options = {}) {
  const { generation, applied } = await context.store.apply(changes, { actor: actorOf(context), ...options })
  if (!options.dryRun && applied.some(({ result }) => result !== 'NOT_CHANGED')) await inForce(context, generation)
  return { generation, applied }
}

/** The write is durable by now, so that its caller is told of success even where this process cannot follow yet. */
export async function inForce(context: Context, generation: number): Promise<void> {
  try {
    await context.applied?.(generation)
  } catch (error) {
    context.log(error, randomUUID())
  }
}

export async function requireVirtualCluster({ store }: Context, name: string): Promise<void> {
  if (await store.get({ kind: 'VirtualCluster', name })) return
  throw new GatewayError(
    'NOT_FOUND',
    name === 'passthrough'
      ? 'The virtual cluster passthrough, which stands for none, is not offered: name a Partner virtual cluster'
      : `The virtual cluster ${name} does not exist: create it first or correct the name`,
  )
}

import { GatewayError } from '@tidegate/errors'
import type { Context } from './context.ts'
import type { Permission } from './permission.ts'
import { appRouter } from './router.ts'
import type { Meta, Rest } from './trpc.ts'

export type Route = {
  readonly rest: Rest
  readonly permission: Permission
  call(context: Context, input: unknown): Promise<unknown>
}

type Procedure = { readonly _def: { readonly meta?: Meta } }

/** Every procedure by its path, such as `virtualCluster.put`. */
export const procedures: Readonly<Record<string, Procedure>> = appRouter._def.procedures as never

export const routes: readonly Route[] = Object.entries(procedures).flatMap(([name, { _def }]) => {
  const { rest, permission } = _def.meta ?? {}
  return rest && permission ? [{ rest, permission, call: (context, input) => call(context, name, input) }] : []
})

async function call(context: Context, name: string, input: unknown): Promise<unknown> {
  const target = name
    .split('.')
    .reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], appRouter.createCaller(context))
  return (target as (input: unknown) => Promise<unknown>)(input)
}

/** The values that a path gives to a template's braces; undefined where it does not fit. */
export function match(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/')
  const given = path.split('/')
  if (wanted.length !== given.length) return undefined
  const values: Record<string, string> = {}
  for (const [i, part] of wanted.entries()) {
    const value = given[i]!
    if (part.startsWith('{') && value !== '') values[part.slice(1, -1)] = decode(value)
    else if (part !== value) return undefined
  }
  return values
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch (error) {
    throw new GatewayError('NOT_FOUND', 'The path is not encoded as a URL must be: correct it', error)
  }
}

import type { Given, Plan } from '#trpc/provider.tsx'

/** What a form, a dialog or a text asks for. */
export type Wanted = { readonly changes?: readonly Given[]; readonly yaml?: string }

/** What a change was planned on: as the plan says, but of what is edited as it was when the editing began. */
export type Expected = Plan['expected'][number]

type Manifest = {
  readonly kind: string
  readonly apiVersion: string
  readonly metadata: { readonly name: string; readonly vCluster?: string }
  readonly spec: object
}

/** Of a resource as it was read, what a put takes. */
export const put = ({ kind, apiVersion, metadata, spec }: Manifest): Given => ({
  op: 'put',
  manifest: { kind, apiVersion, metadata, spec },
})

export const keyOf = ({ kind, vCluster = '', name }: { kind: string; vCluster?: string; name: string }): string =>
  `${kind}/${vCluster}/${name}`

/** What the resource was when its editing began; where it is new, that there is none. */
export const expectedOf = (
  { kind, metadata }: Pick<Manifest, 'kind' | 'metadata'>,
  generation: number | 'absent',
): Expected => ({ kind: kind as Expected['kind'], ...metadata, generation })

/** The plan's own, with what is known of an earlier time in place of it. */
export function withBase(planned: readonly Expected[], base: readonly Expected[]): Expected[] {
  const known = new Map(base.map(each => [keyOf(each), each]))
  return planned.map(each => known.get(keyOf(each)) ?? each)
}

/** Whether something that is edited was changed by someone else meanwhile. */
export const isOvertaken = (planned: readonly Expected[], base: readonly Expected[]): boolean =>
  planned.some((each, i) => withBase(planned, base)[i]?.generation !== each.generation)

import { Map as Persistent } from 'immutable'

/** Says under which name a virtual cluster shows a topic. */
export type Alias = {
  readonly name: string
  readonly physical: string
  /** The name of after a rename, where this is the one of before, which still works. */
  readonly retiresTo?: string | undefined
}

/** The topics that a virtual cluster shows. Immutable: a change makes another value, which shares what is the same. */
export type Shown = {
  /** Virtual → physical topic name. */
  readonly aliases: Persistent<string, string>
  /** Physical → virtual topic name; of two names the one that stays. */
  readonly back: Persistent<string, string>
  /** Names of before a rename, which still work: old → new, both among the aliases. */
  readonly retiring: Persistent<string, string>
  /** How many names of before a rename a physical topic has. */
  readonly renamed: Persistent<string, number>
}

export const nothingShown: Shown = {
  aliases: Persistent(),
  back: Persistent(),
  retiring: Persistent(),
  renamed: Persistent(),
}

/** In place of what had the name before. */
export function withAlias(before: Shown, { name, physical, retiresTo }: Alias): Shown {
  if (before.aliases.get(name) === physical && before.retiring.get(name) === retiresTo) return before
  const { aliases, back, retiring, renamed } = withoutAlias(before, name)
  const shown = { aliases: aliases.set(name, physical), back, retiring, renamed }
  if (retiresTo === undefined) return { ...shown, back: back.set(physical, name) }
  return { ...shown, retiring: retiring.set(name, retiresTo), renamed: renamed.update(physical, 0, names => names + 1) }
}

export function withoutAlias(shown: Shown, name: string): Shown {
  const physical = shown.aliases.get(name)
  if (physical === undefined) return shown
  const { back, retiring, renamed } = shown
  const others = (renamed.get(physical) ?? 0) - 1
  const without = retiring.has(name)
    ? {
        retiring: retiring.delete(name),
        renamed: others > 0 ? renamed.set(physical, others) : renamed.delete(physical),
      }
    : // Another alias may have taken the topic over.
      back.get(physical) === name && { back: back.delete(physical) }
  return { ...shown, ...without, aliases: shown.aliases.delete(name) }
}

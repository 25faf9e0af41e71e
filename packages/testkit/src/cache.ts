import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { environment } from './environment.ts'

export const cachePath = (name: string) =>
  join(environment.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'tidegate', name)

/**
 * A directory outside the tree that is filled once and kept. It appears whole or not at all; of two processes that
 * fill it at the same time the first wins.
 */
export async function cached(name: string, fill: (directory: string) => Promise<void>): Promise<string> {
  const target = cachePath(name)
  if (existsSync(target)) return target
  await mkdir(dirname(target), { recursive: true })
  const draft = await mkdtemp(`${target}.`)
  try {
    await fill(draft)
    await rename(draft, target)
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    if (!existsSync(target)) throw error
  }
  return target
}

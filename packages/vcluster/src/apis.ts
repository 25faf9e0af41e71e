import { readdirSync } from 'node:fs'
import { apiNamed } from '@tidegate/protocol'
import type { ApiFile } from './context.ts'

const folder = new URL('./apis/', import.meta.url)

/** The folder is the list of what is served: an API without a file is not advertised and not answered. By API key. */
export const served: ReadonlyMap<number, ApiFile> = new Map(
  await Promise.all(
    readdirSync(folder).map(async file => {
      const { default: api } = (await import(new URL(file, folder).href)) as { default: ApiFile }
      return [apiNamed(api.name).key, api] as const
    }),
  ),
)

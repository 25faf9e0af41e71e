import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import type pg from 'pg'

const MODULE = '@prisma/schema-engine-wasm/schema_engine_bg'

type Exports = Readonly<Record<string, unknown>>
type Glue = typeof import('@prisma/schema-engine-wasm') & { __wbg_set_wasm(exports: Exports): void }

/** TypeScript declares it only for browsers. */
declare const WebAssembly: {
  instantiate(bytes: Buffer, imports: Exports): Promise<{ instance: { exports: Exports } }>
}

let loaded: Promise<Glue> | undefined

/** Prisma's own migration engine, compiled to WebAssembly, working through the given pool. */
export async function openSchemaEngine(pool: pg.Pool): Promise<SchemaEngine> {
  loaded ??= load()
  const { SchemaEngine } = await loaded
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg(pool))
  return SchemaEngine.new({ datamodels: undefined }, () => {}, adapter)
}

/** Instantiated by hand: importing .wasm files as modules is still experimental in Node. */
async function load(): Promise<Glue> {
  const glue = (await import(MODULE)) as Glue
  const file = fileURLToPath(import.meta.resolve(MODULE)).replace(/\.js$/, '.wasm')
  const imports = { './schema_engine_bg.js': withIdleTimers(glue) }
  const { instance } = await WebAssembly.instantiate(await readFile(file), imports)
  glue.__wbg_set_wasm(instance.exports)
  ;(instance.exports.__wbindgen_start as () => void)()
  return glue
}

/** The engine never clears the timer of its lock, which would keep a finished process alive for ten seconds. */
function withIdleTimers(glue: Exports): Exports {
  const name = Object.keys(glue).find(each => each.startsWith('__wbg_setTimeout_'))
  if (!name) return glue
  const start = glue[name] as (...args: unknown[]) => NodeJS.Timeout
  return { ...glue, [name]: (...args: unknown[]) => start(...args).unref() }
}

import { parseArgs } from 'node:util'

export type Arguments = { readonly headless: boolean; readonly offset: number; readonly dev: boolean }

/** `--headless` prints no progress bar; `--offset N` adds N to every port and keeps the files apart; `--dev` restarts what is edited. */
export function readArguments(argv: readonly string[]): Arguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      headless: { type: 'boolean', default: false },
      dev: { type: 'boolean', default: false },
      offset: { type: 'string', default: '0' },
    },
  })
  const offset = Number(values.offset)
  if (!Number.isInteger(offset) || offset < 0 || offset > 30_000)
    throw new Error('--offset must be a whole number from 0 to 30000')
  return { headless: values.headless, dev: values.dev, offset }
}

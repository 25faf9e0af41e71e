import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { bench } from './bench.ts'
import { moveToOtherCores } from './cores.ts'
import { Lab } from './lab.ts'
import { profiles } from './profiles/index.ts'
import { rowsOf } from './rows.ts'
import { targets } from './targets/index.ts'

const options = {
  rounds: { type: 'string', default: '5' },
  targets: { type: 'string' },
  profiles: { type: 'string' },
  json: { type: 'string' },
} as const

/** The gateway beside a direct connection and other proxies: see README.md. */
export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options })
  const say = (line: string) => console.error(line)
  const chosen = pick('target', targets, values.targets).filter(({ title, missing }) => {
    const why = missing?.()
    if (why !== undefined) say(`skipping ${title}: ${why}`)
    return why === undefined
  })
  say(moveToOtherCores())
  const lab = await Lab.start(chosen)
  try {
    const plan = {
      targets: chosen,
      profiles: pick('profile', profiles, values.profiles),
      rounds: Number(values.rounds),
    }
    const samples = await bench(lab, { ...plan, say })
    const rows = rowsOf(samples)
    console.table(rows)
    if (values.json) writeFileSync(values.json, JSON.stringify({ rows, samples }, undefined, 1))
  } finally {
    await lab.stop()
  }
}

/** All, or those that a comma-separated list names, in its order. */
function pick<Thing extends { readonly name: string }>(what: string, all: readonly Thing[], list?: string): Thing[] {
  if (list === undefined) return [...all]
  return list.split(',').map(name => {
    const found = all.find(each => each.name === name)
    if (!found) throw new Error(`There is no ${what} ${name}. There is: ${all.map(each => each.name).join(', ')}`)
    return found
  })
}

import { setTimeout } from 'node:timers/promises'
import { env } from '#env.ts'
import { consoleStore } from '#held.ts'

const againMs = 2000

export function start(): void {
  try {
    env()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
  void offerClaim()
}

/** With the database away it waits for it: the console serves meanwhile, and says so on its pages. */
async function offerClaim(): Promise<void> {
  const { store, people } = await consoleStore()
  for (;;) {
    try {
      await store.migrate()
      const claim = await people.offerClaim()
      const path = claim && `/claim?${new URLSearchParams({ token: claim.token })}`
      if (path)
        console.log(`Nobody owns this console yet. Become its first Owner: ${env().TIDEGATE_CONSOLE_URL ?? ''}${path}`)
      return
    } catch (error) {
      if ((error as { code?: string }).code !== 'STORE_UNAVAILABLE') return console.error(error)
      await setTimeout(againMs, undefined, { ref: false })
    }
  }
}

import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { Service } from './processes.ts'

type Claim = {
  readonly service: Service
  readonly log: string
  readonly owner: { readonly email: string; readonly password: string }
}

const LOOK_MS = 50

/** Becomes the first Owner as a person would: with the link that the console prints. */
export async function claimConsole({ service: { url, process }, log, owner }: Claim): Promise<void> {
  const tokenOf = () => /\/claim\?token=([\w-]+)/.exec(readFileSync(log, 'utf8'))?.[1]
  while (tokenOf() === undefined) {
    if (!process.running) throw new Error(`The console ended:\n${process.tail()}`)
    await setTimeout(LOOK_MS)
  }
  const answer = await fetch(`${url}/api/claim`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ token: tokenOf(), name: 'Demo', ...owner }),
  })
  if (!answer.ok) throw new Error(`The console could not be claimed: ${await answer.text()}`)
}

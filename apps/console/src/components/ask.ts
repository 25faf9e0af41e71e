import type { Refusal } from '#answer.ts'

const unreachable: Refusal = {
  what: 'The console does not answer.',
  why: 'Its server has stopped, or the network to it is down.',
  next: 'Try again.',
}

/** Sends JSON to a route of the console: where to go next, or why not. */
export async function ask(path: string, body: object): Promise<{ to: string } | { refusal: Refusal }> {
  try {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) })
    return await response.json()
  } catch {
    return { refusal: unreachable }
  }
}

/** What the clients of one virtual cluster did. */
export type Flow = { readonly requests: number; readonly requestBytes: number; readonly responseBytes: number }

/** Numbers by virtual cluster, by name of an error that clients were told, and by cause of a failed handshake. */
export type Tallied = {
  readonly flows: ReadonlyMap<string, Flow>
  readonly errors: ReadonlyMap<string, number>
  readonly refusals: ReadonlyMap<string, number>
}

/** Errors and refusals since they were last taken, so that what an event loop did before it crashed is not counted twice. */
export class Tally {
  #errors = new Map<string, number>()
  #refusals = new Map<string, number>()

  failed(error: string): void {
    addCount(this.#errors, error, 1)
  }

  refused(cause: string): void {
    addCount(this.#refusals, cause, 1)
  }

  take(): Omit<Tallied, 'flows'> {
    const taken = { errors: this.#errors, refusals: this.#refusals }
    this.#errors = new Map()
    this.#refusals = new Map()
    return taken
  }
}

function addCount(counts: Map<string, number>, name: string, count: number): void {
  counts.set(name, (counts.get(name) ?? 0) + count)
}

export function addFlow(flows: Map<string, Flow>, name: string, flow: Flow): void {
  const before = flows.get(name)
  flows.set(name, before ? sumOf(before, flow) : flow)
}

export const sumOf = (a: Flow, b: Flow): Flow => ({
  requests: a.requests + b.requests,
  requestBytes: a.requestBytes + b.requestBytes,
  responseBytes: a.responseBytes + b.responseBytes,
})

export function sumOfAll(all: readonly Tallied[]): Tallied {
  const flows = new Map<string, Flow>()
  const errors = new Map<string, number>()
  const refusals = new Map<string, number>()
  for (const each of all) {
    for (const [name, flow] of each.flows) addFlow(flows, name, flow)
    for (const [name, count] of each.errors) addCount(errors, name, count)
    for (const [name, count] of each.refusals) addCount(refusals, name, count)
  }
  return { flows, errors, refusals }
}

import { type Change, plan } from './plan.ts'

export type Running<S> = {
  /** Takes the new spec without a restart, or says that it cannot. */
  update?(spec: S): boolean
  stop(): void | Promise<void>
}

export type Controller<S, R extends Running<S>> = {
  /** Leaves nothing behind when it throws. */
  start(name: string, spec: S): R | Promise<R>
}

export type Reconciler<S, R> = {
  /** Makes what runs equal to `desired`; resolves to the errors by name. Calls made during a pass share one further pass. */
  reconcile(desired: ReadonlyMap<string, S>): Promise<ReadonlyMap<string, unknown>>
  readonly running: ReadonlyMap<string, R>
  stop(): Promise<void>
}

/** Level-triggered: a change that fails stays a difference, and the next pass sees it again. */
export function createReconciler<S, R extends Running<S>>(controller: Controller<S, R>): Reconciler<S, R> {
  const specs = new Map<string, S>()
  const running = new Map<string, R>()
  let desired: ReadonlyMap<string, S> = new Map()
  let errors: ReadonlyMap<string, unknown> = new Map()

  async function apply(change: Change<S>): Promise<void> {
    const here = running.get(change.name)
    if (change.kind === 'replace' && here?.update?.(change.spec)) {
      specs.set(change.name, change.spec)
      return
    }
    running.delete(change.name)
    specs.delete(change.name)
    await here?.stop()
    if (change.kind === 'remove') return
    running.set(change.name, await controller.start(change.name, change.spec))
    specs.set(change.name, change.spec)
  }

  const pass = coalesce(async () => {
    const failed = new Map<string, unknown>()
    for (const change of plan(desired, specs))
      await apply(change).catch((error: unknown) => failed.set(change.name, error))
    errors = failed
  })

  return {
    running,
    async reconcile(next) {
      desired = next
      await pass()
      return errors
    },
    async stop() {
      desired = new Map()
      await pass()
    },
  }
}

/** Calls made during a run share one further run: nothing queues, and the latest state wins. */
export function coalesce(run: () => Promise<void>): () => Promise<void> {
  let current: Promise<void> | undefined
  let next: Promise<void> | undefined
  const start = (): Promise<void> => {
    current = run().finally(() => {
      current = undefined
    })
    return current
  }
  const startNext = (): Promise<void> => {
    next = undefined
    return start()
  }
  return () => {
    if (!current) return start()
    next ??= current.then(startNext, startNext)
    return next
  }
}

import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { createReconciler, plan } from '../src/index.ts'

test('what goes comes before what changes, and that before what is new', () => {
  const running = new Map([
    ['gone', 1],
    ['kept', 1],
    ['changed', 1],
  ])
  const desired = new Map([
    ['new', 1],
    ['kept', 1],
    ['changed', 2],
  ])
  deepStrictEqual(plan(desired, running), [
    { kind: 'remove', name: 'gone' },
    { kind: 'replace', name: 'changed', spec: 2 },
    { kind: 'add', name: 'new', spec: 1 },
  ])
})

const recording = (options: { update?: boolean; fail?: Set<string> } = {}) => {
  const log: string[] = []
  const reconciler = createReconciler<number, { stop(): void; update(spec: number): boolean }>({
    start(name, spec) {
      if (options.fail?.has(name)) throw new Error(`no ${name}`)
      log.push(`start ${name} ${spec}`)
      return {
        stop: () => void log.push(`stop ${name}`),
        update: next => {
          if (options.update) log.push(`update ${name} ${next}`)
          return options.update ?? false
        },
      }
    },
  })
  return { log, reconciler }
}

test('a change that can be taken in place restarts nothing', async () => {
  const { log, reconciler } = recording({ update: true })
  await reconciler.reconcile(new Map([['a', 1]]))
  await reconciler.reconcile(new Map([['a', 2]]))
  deepStrictEqual(log, ['start a 1', 'update a 2'])
})

test('a change that cannot be taken in place stops the old before it starts the new', async () => {
  const { log, reconciler } = recording()
  await reconciler.reconcile(new Map([['a', 1]]))
  await reconciler.reconcile(new Map([['a', 2]]))
  deepStrictEqual(log, ['start a 1', 'stop a', 'start a 2'])
})

test('what fails is reported by name, leaves the rest running and is tried again at the next pass', async () => {
  const fail = new Set(['bad'])
  const { log, reconciler } = recording({ fail })
  const desired = new Map([
    ['bad', 1],
    ['good', 1],
  ])
  const errors = await reconciler.reconcile(desired)
  strictEqual(String(errors.get('bad')), 'Error: no bad')
  deepStrictEqual(log, ['start good 1'])
  fail.clear()
  strictEqual((await reconciler.reconcile(desired)).size, 0)
  deepStrictEqual(log, ['start good 1', 'start bad 1'])
})

test('calls made during a pass share one further pass, and the latest state wins', async () => {
  const { log, reconciler } = recording()
  await Promise.all([1, 2, 3].map(spec => reconciler.reconcile(new Map([['a', spec]]))))
  deepStrictEqual(log.at(-1), 'start a 3')
  await reconciler.stop()
  deepStrictEqual(log.at(-1), 'stop a')
})

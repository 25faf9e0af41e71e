import { deepStrictEqual, notStrictEqual, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import type { Snapshot } from '@tidegate/store'
import { Views } from '../src/loop/views.ts'
import { Picture } from '../src/picture.ts'

const DAY_MS = 86_400_000
const RETIRES = '2027-03-31T12:00:00Z'

const stored = (kind: string, metadata: object, spec: object) => ({ kind, metadata, spec, uid: 'u' }) as never

const alias = (vCluster: string, name: string, retires?: object) =>
  stored(
    'AliasTopic',
    { name, vCluster },
    { physicalName: 'behind', physicalCluster: 'east', ...(retires && { retires }) },
  )

/** `old` of acme is renamed to `new`, and `other` has nothing to do with it. */
const snapshot = (on: string): Snapshot => ({
  generation: 1,
  resources: [
    ...['acme', 'other'].map(name => stored('VirtualCluster', { name }, { superUsers: ['admin'] })),
    alias('acme', 'old', { on, to: 'new' }),
    alias('acme', 'new'),
    alias('other', 'topic'),
  ],
  tokens: [],
  slots: [],
})

function watched() {
  const [views, picture] = [new Views(Date.now), new Picture()]
  return { views, apply: (next: Snapshot) => views.apply(picture.take(next).resources) }
}

const names = (views: Views, virtualCluster = 'acme') => [...(views.of(virtualCluster)?.aliases.keys() ?? [])].sort()

test('the old name of a topic is gone when its time comes, without another configuration, and nobody else’s view changes', t => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.parse(RETIRES) - 40 * DAY_MS })
  const { views, apply } = watched()
  apply(snapshot(RETIRES))
  const [acme, other] = [views.of('acme'), views.of('other')]
  t.mock.timers.tick(40 * DAY_MS - 1)
  deepStrictEqual([names(views), acme?.retiring.get('old')], [['new', 'old'], 'new'])
  strictEqual(views.of('acme'), acme)
  t.mock.timers.tick(1)
  deepStrictEqual(names(views), ['new'])
  notStrictEqual(views.of('acme'), acme)
  strictEqual(views.of('other'), other)
})

test('a time that is moved counts from then on, into the past as well', t => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'], now: Date.parse(RETIRES) - DAY_MS })
  const { views, apply } = watched()
  apply(snapshot(RETIRES))
  apply(snapshot('2027-04-30T12:00:00Z'))
  t.mock.timers.tick(2 * DAY_MS)
  deepStrictEqual(names(views), ['new', 'old'])
  apply(snapshot(RETIRES))
  deepStrictEqual(names(views), ['new'])
  apply(snapshot('2027-04-30T12:00:00Z'))
  deepStrictEqual(names(views), ['new', 'old'])
  views.stop()
  t.mock.timers.tick(90 * DAY_MS)
  deepStrictEqual(names(views), ['new', 'old'])
})

import { deepStrictEqual, strictEqual } from 'node:assert/strict'
import { test } from 'node:test'
import { Budget } from '../src/index.ts'

test('what is held stays under the budget and the one frame that crossed it; the others wait their turn', () => {
  const budget = new Budget({ most: 100, now: () => 0 })
  const granted: string[] = []
  const open = (name: string) =>
    budget.open(
      () => granted.push(name),
      () => granted.push(`${name} evicted`),
    )
  const [a, b, c] = [open('a'), open('b'), open('c')]
  strictEqual(a.take(60), true)
  strictEqual(b.take(90), true)
  strictEqual(budget.held, 150)
  strictEqual(c.take(1), false)
  strictEqual(a.take(2), false)
  a.release(60)
  deepStrictEqual(granted, ['c', 'a'])
  strictEqual(budget.held, 93)
  for (const each of [a, b, c]) each.close()
  strictEqual(budget.held, 0)
})

test('small frames do not wait behind large ones, within an eighth of the budget', () => {
  const budget = new Budget({ most: 800_000, now: () => 0 })
  const granted: string[] = []
  const open = (name: string) =>
    budget.open(
      () => granted.push(name),
      () => {},
    )
  const [large, other, small] = [open('large'), open('other'), open('small')]
  strictEqual(large.take(1_000_000), true)
  strictEqual(other.take(500_000), false)
  strictEqual(small.take(60_000), true)
  strictEqual(small.take(60_000), false)
  small.release(60_000)
  strictEqual(small.take(30_000), true)
  deepStrictEqual(granted, [])
  large.release(1_000_000)
  deepStrictEqual(granted, ['other', 'small'])
  for (const each of [large, other, small]) each.close()
  strictEqual(budget.held, 0)
  strictEqual(large.take(800_000), true)
})

test('a connection that ends gives back what it held, waits for nothing more, and lets the next in', () => {
  const budget = new Budget({ most: 10, now: () => 0 })
  const granted: string[] = []
  const a = budget.open(
    () => granted.push('a'),
    () => {},
  )
  const b = budget.open(
    () => granted.push('b'),
    () => {},
  )
  strictEqual(a.take(10), true)
  strictEqual(a.take(10), false)
  strictEqual(b.take(10), false)
  a.close()
  deepStrictEqual(granted, ['b'])
  a.release(10)
  strictEqual(budget.held, 10)
  b.close()
})

/** Connections that end as they are told; who was told first. */
function evictions(budget: Budget) {
  const first = Promise.withResolvers<string>()
  const open = (name: string) => {
    const holding = budget.open(
      () => {},
      () => {
        holding.close()
        first.resolve(name)
      },
    )
    return holding
  }
  /** The budget's own timer does not keep a process alive. */
  const evicted = async () => {
    const alive = setInterval(() => {}, 1_000)
    return first.promise.finally(() => clearInterval(alive))
  }
  return { open, evicted }
}

test('who sits on the most and moves nothing has to go once others have waited long enough', async () => {
  let now = 0
  const budget = new Budget({ most: 10, now: () => now, patienceMs: 8 })
  const { open, evicted } = evictions(budget)
  const [small, large, waiting] = [open('small'), open('large'), open('waiting')]
  small.take(2)
  large.take(9)
  now = 5
  strictEqual(waiting.take(1), false)
  now = 20
  small.release(1)
  strictEqual(await evicted(), 'large')
  strictEqual(budget.held, 2)
})

test('who sends slowly but sends is not taken for one who does not move', async () => {
  let now = 0
  const budget = new Budget({ most: 10, now: () => now, patienceMs: 8 })
  const { open, evicted } = evictions(budget)
  const [slow, stuck, waiting] = [open('slow'), open('stuck'), open('waiting')]
  slow.take(9)
  stuck.take(5)
  now = 5
  strictEqual(waiting.take(1), false)
  now = 20
  slow.moved()
  strictEqual(await evicted(), 'stuck')
})

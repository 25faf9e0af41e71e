import type { Sample } from '../report/rows.ts'

const ONE = 'tidegate'
const TWO = 'tidegate-2'
/** Of the profiles that load a proxy, the figure that is CPU time for a piece of work. */
const COSTS: Readonly<Record<string, string>> = {
  small: 'CPU per request',
  'produce-none': 'CPU per GB',
  'produce-lz4': 'CPU per GB',
  'consume-none': 'CPU per GB',
  'consume-lz4': 'CPU per GB',
}

/**
 * How much more two event loops could serve than one, if clients and broker had cores of their own: loops divided by
 * the CPU time of a request, beside the same for one loop.
 */
export function capacityOfTwoLoops(samples: readonly Sample[]): Sample[] {
  const costOf = (target: string, { profile, round }: Sample) =>
    samples.find(
      each =>
        each.target === target && each.profile === profile && each.round === round && each.metric === COSTS[profile],
    )?.value
  return samples
    .filter(({ target, profile, metric }) => target === TWO && metric === COSTS[profile])
    .flatMap(sample => {
      const one = costOf(ONE, sample)
      return one === undefined
        ? []
        : [{ ...sample, metric: 'capacity beside one loop', unit: '×', value: (2 * one) / sample.value }]
    })
}

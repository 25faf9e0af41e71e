import type { Body } from '@tidegate/protocol'

/** The first level of `metadata.version` of each release (MetadataVersion.java of Kafka 4.3.1). */
const releases = [
  [7, '3.3'],
  [8, '3.4'],
  [9, '3.5'],
  [12, '3.6'],
  [15, '3.7'],
  [20, '3.8'],
  [21, '3.9'],
  [22, '4.0'],
  [26, '4.1'],
  [28, '4.2'],
  [30, '4.3'],
] as const

const LAST = 30

/**
 * The release that a broker's software belongs to, by the highest `metadata.version` that it says it supports. No request
 * tells the version itself; brokers before 3.3, with ZooKeeper, or of a compatible service say nothing.
 */
export function kafkaVersionOf({ supportedFeatures = [] }: Body): string | undefined {
  const level = supportedFeatures.find(({ name }: Body) => name === 'metadata.version')?.maxVersion
  if (level === undefined) return undefined
  if (level > LAST) return 'newer than 4.3'
  return releases.findLast(([first]) => first <= level)?.[1]
}

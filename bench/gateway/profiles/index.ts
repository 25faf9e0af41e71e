import type { Profile } from '../profile.ts'
import { idle } from './idle.ts'
import { metadata } from './metadata.ts'
import { small } from './small.ts'
import { storm } from './storm.ts'
import { consume, produce } from './streams.ts'

/** The last one leaves the broker with many topics. */
export const profiles: readonly Profile[] = [
  produce('none'),
  produce('lz4'),
  consume('none'),
  consume('lz4'),
  small(),
  storm,
  idle(1000, 10_000),
  metadata(),
]

import type { Inspection } from '@tidegate/store'
import { after } from './database.ts'
import { Fault, type Result } from './result.ts'

const WARN_MS = 1_000
const FAIL_MS = 30_000

/** Tokens expire by the clock of the gateway that a client comes to, and are issued by that of another. */
export const checkClock = async (inspection: Promise<Inspection>): Promise<Result[]> => [
  await after(inspection, 'Clock', ({ clockAheadMs, roundTripMs }) => {
    const size = Math.max(0, Math.abs(clockAheadMs) - roundTripMs / 2)
    const where = clockAheadMs > 0 ? 'ahead of' : 'behind'
    if (size <= WARN_MS) return 'agrees with that of the database'
    throw new Fault(
      `the clock of this machine is ${(size / 1_000).toFixed(1)} s ${where} that of the database, and tokens expire by it`,
      'Set both by NTP (timedatectl set-ntp true).',
      size > FAIL_MS ? 'failed' : 'warning',
    )
  }),
]

import type { Scenario } from '../scenario.ts'
import { halfFrames } from './half-frames.ts'
import { hugeFrames } from './huge-frames.ts'
import { slowReaders } from './slow-readers.ts'

export const scenarios: readonly Scenario[] = [slowReaders, ...hugeFrames, halfFrames]

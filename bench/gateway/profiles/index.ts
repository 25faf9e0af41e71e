import type { Profile } from '../profile.ts'
import { small } from './small.ts'
import { consume, produce } from './streams.ts'

export const profiles: readonly Profile[] = [produce('none'), produce('lz4'), consume('none'), consume('lz4'), small()]

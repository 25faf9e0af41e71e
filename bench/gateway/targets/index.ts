import type { Target } from '../target.ts'
import { direct } from './direct.ts'
import { haproxy } from './haproxy.ts'
import { kafkaProxyDefault, kafkaProxyTuned } from './kafka-proxy.ts'
import { multiTenant, passThrough } from './kroxylicious.ts'
import { nginx } from './nginx.ts'
import { oneLoop, twoLoops } from './tidegate.ts'

export const targets: readonly Target[] = [
  direct,
  nginx,
  haproxy,
  oneLoop,
  twoLoops,
  kafkaProxyDefault,
  kafkaProxyTuned,
  passThrough,
  multiTenant,
]

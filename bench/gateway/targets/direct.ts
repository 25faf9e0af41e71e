import { physicalName } from '../../lab/topics.ts'
import type { Target } from '../target.ts'

export const direct: Target = {
  name: 'direct',
  title: 'direct',
  relays: false,
  start: async ({ kafka: { bootstrap } }) => ({ way: { bootstrap, topic: physicalName }, stop: async () => undefined }),
}

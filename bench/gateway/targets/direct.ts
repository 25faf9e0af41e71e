import type { Target } from '../target.ts'
import { physicalName } from '../topics.ts'

export const direct: Target = {
  name: 'direct',
  title: 'direct',
  relays: false,
  start: async ({ kafka: { bootstrap } }) => ({ way: { bootstrap, topic: physicalName }, stop: async () => undefined }),
}

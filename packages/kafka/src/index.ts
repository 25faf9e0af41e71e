export type { Options } from './admin.ts'
export { topicExists } from './topic.ts'

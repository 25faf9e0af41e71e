export type { Options } from './admin.ts'
export { type Existence, topicsExist } from './topic.ts'

export type { Client, Purpose, SnippetFile, SnippetInput } from './client.ts'
export { clients } from './clients.ts'
export { clientProperties } from './properties.ts'

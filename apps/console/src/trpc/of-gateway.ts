import { asking } from '#trpc/query-client.ts'

/** For what a gateway is asked: nothing else waits for the answer, and a failure is told where it was asked for. */
export const ofGateway = { trpc: { context: { alone: true } }, meta: asking }

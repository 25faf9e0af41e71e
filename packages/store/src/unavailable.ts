import { GatewayError } from '@tidegate/errors'

export const unavailable = (error: unknown): unknown => error
export const guarded = <T>(store: T): T => store

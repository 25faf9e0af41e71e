import type { ConsoleStore } from '@tidegate/store/sign-in'
import { env } from '#env.ts'
import { openConsoleStore } from '#packages.ts'

/** Next loads a module once for each bundle that uses it; what the process has one of is held here. */
const held = globalThis as { tidegateStore?: Promise<ConsoleStore> }

export function consoleStore(): Promise<ConsoleStore> {
  const { DATABASE_URL, GATEWAY_USER_POOL_SECRET_KEY } = env()
  held.tidegateStore ??= openConsoleStore({ databaseUrl: DATABASE_URL, secretKey: GATEWAY_USER_POOL_SECRET_KEY })
  return held.tidegateStore
}

import { env } from '#env.ts'

export function refuseWithoutSettings(): void {
  try {
    env()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}

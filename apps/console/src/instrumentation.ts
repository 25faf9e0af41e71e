/** Runs before the server takes its first request: without its settings the console refuses to serve. */
export async function register(): Promise<void> {
  const { env } = await import('@/env.ts')
  try {
    env()
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  }
}

/** Runs before the server takes its first request: without its settings the console refuses to serve. */
export async function register(): Promise<void> {
  // biome-ignore lint/style/noProcessEnv: a constant that the build fills in, not the environment.
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { start } = await import('#start.ts')
  start()
}

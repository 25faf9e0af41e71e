const limit = 10
const windowMs = 60_000

/** Ten wrong passwords in a minute close the door to the next ones; open sessions stay open. */
export function createGuard() {
  let failures: readonly number[] = []
  return {
    isClosed(now: number): boolean {
      failures = failures.filter(at => at > now - windowMs)
      return failures.length >= limit
    },
    recordFailure(now: number): void {
      failures = [...failures, now]
    },
  }
}

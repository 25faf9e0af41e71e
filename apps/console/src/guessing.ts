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
    /** A password is counted as wrong while it is looked at, so that guesses which come all at once count too. */
    forgive(at: number): void {
      failures = failures.toSpliced(failures.indexOf(at), 1)
    },
  }
}

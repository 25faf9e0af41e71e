const limit = 10
const windowMs = 60_000
let failures: number[] = []

/** Ten wrong passwords in a minute close the door to guessing for the rest of it; open sessions stay open. */
export function isGuessing(now: number): boolean {
  failures = failures.filter(at => at > now - windowMs)
  return failures.length >= limit
}

export const recordFailure = (now: number): void => void failures.push(now)

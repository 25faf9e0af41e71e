/** The one clock that threads share. */
export const clockMs = (): number => Number(process.hrtime.bigint()) / 1e6

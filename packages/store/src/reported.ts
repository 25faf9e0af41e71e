/** As many lines of clients, and of refusals, a gateway reports at most: the latest. */
export const mostReported = 200

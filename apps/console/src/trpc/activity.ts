const recentMs = 60_000
const signs = ['pointerdown', 'keydown', 'wheel', 'touchmove']

let lastSign = Number.NEGATIVE_INFINITY

if (typeof window !== 'undefined')
  for (const sign of signs)
    window.addEventListener(
      sign,
      () => {
        lastSign = performance.now()
      },
      { passive: true, capture: true },
    )

/** Told with a request where a person has done something on the page, since a page that polls alone is idle. */
export const activity = (): Record<string, string> =>
  performance.now() - lastSign < recentMs ? { 'x-tidegate-active': '1' } : {}

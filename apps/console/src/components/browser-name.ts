const browsers = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const

const systems = [
  [/iPhone|iPad/, 'iOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const

const named = (list: typeof browsers | typeof systems, text: string) => list.find(([sign]) => sign.test(text))?.[1]

/** What people call the browser that gives itself out so; what is none keeps its own words. */
export function browserName(userAgent: string): string {
  const browser = named(browsers, userAgent)
  const system = named(systems, userAgent)
  if (!browser) return userAgent
  return system ? `${browser} on ${system}` : browser
}

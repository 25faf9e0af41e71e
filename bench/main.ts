/** What `npm run bench -- WORD` runs; each module has a `run` that takes the words after it. */
const benches: Readonly<Record<string, () => Promise<{ run(args: readonly string[]): Promise<void> }>>> = {
  gateway: () => import('./gateway/run.ts'),
  growth: () => import('./growth/run.ts'),
  memory: () => import('./memory/run.ts'),
  endurance: () => import('./endurance.ts'),
  fuzz: () => import('./fuzz.ts'),
  lists: () => import('./lists.ts'),
}

const [word = 'gateway', ...args] = process.argv.slice(2)
const bench = Object.hasOwn(benches, word) ? benches[word] : undefined
if (bench) await (await bench()).run(args)
else {
  console.error(`There is no bench ${word}. There is: ${Object.keys(benches).join(', ')}`)
  process.exitCode = 1
}

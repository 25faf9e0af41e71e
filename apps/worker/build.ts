import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Libraries that are no modules ask for Node's own by a function that modules lack. */
const REQUIRE = "import { createRequire as toRequire } from 'node:module';const require = toRequire(import.meta.url);"

rmSync(here('dist'), { recursive: true, force: true })
await build({
  entryPoints: { main: here('src/main.ts'), 'loop/main': here('src/loop/main.ts') },
  outdir: here('dist'),
  bundle: true,
  splitting: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  banner: { js: REQUIRE },
  // V8 keeps the text of what it runs. Names stay, for the log's stack traces; the maps are for whoever reads those.
  minifyWhitespace: true,
  sourcemap: 'linked',
  external: ['pg-native'],
  logLevel: 'warning',
})

import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

type Manifest = { readonly dependencies?: Readonly<Record<string, string>> }

/** The folder of the console and of every package of the repository that it needs. */
function folders(root: string, folder: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(folder)) return known
  known.add(folder)
  const { dependencies = {} }: Manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
  for (const name of Object.keys(dependencies))
    if (name.startsWith('@tidegate/')) folders(root, name.replace('@tidegate', 'packages'), known)
  return known
}

/** What the console of that repository is built from: a file that comes, changes or goes makes another sum, whatever its date. */
export function sumOfSources(root: string): string {
  const own = [...folders(root, 'apps/console')].flatMap(folder => [`${folder}/*`, `${folder}/{src,public}/**`])
  const files = globSync(['package-lock.json', 'tsconfig.base.json', ...own], { cwd: root, withFileTypes: true })
    // Next writes that one itself.
    .filter(entry => entry.isFile() && entry.name !== 'next-env.d.ts')
    .map(entry => join(entry.parentPath, entry.name))
  const sum = createHash('sha256').update(process.version)
  for (const file of files.sort()) sum.update(`\0${file}\0`).update(readFileSync(file))
  return sum.digest('hex')
}

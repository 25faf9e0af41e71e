import { notStrictEqual, strictEqual } from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { sumOfSources } from '../sources.ts'

const root = mkdtempSync(join(tmpdir(), 'tidegate-sources-'))
after(() => rmSync(root, { recursive: true }))

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

const manifest = (folder: string, ...needs: string[]) =>
  write(
    `${folder}/package.json`,
    JSON.stringify({ dependencies: Object.fromEntries(needs.map(name => [`@tidegate/${name}`, '*'])) }),
  )

manifest('apps/console', 'api')
manifest('packages/api', 'errors')
manifest('packages/errors')
manifest('packages/proxy')
write('package-lock.json', '{}')
write('apps/console/src/app/page.tsx', 'page')
write('apps/console/.next/BUILD_ID', 'one')
write('packages/errors/src/index.ts', 'errors')

const changes: readonly { readonly what: string; readonly path: string; readonly text: string | undefined }[] = [
  { what: 'a page that is edited', path: 'apps/console/src/app/page.tsx', text: 'other' },
  { what: 'a page that is added', path: 'apps/console/src/app/new/page.tsx', text: 'page' },
  { what: 'a page that is removed', path: 'apps/console/src/app/new/page.tsx', text: undefined },
  { what: 'a package that is needed by one that the console needs', path: 'packages/errors/src/index.ts', text: '' },
  { what: 'the version of a library', path: 'package-lock.json', text: '{"lockfileVersion":3}' },
  { what: 'a setting of Next', path: 'apps/console/next.config.mjs', text: 'export default {}' },
]

for (const { what, path, text } of changes)
  test(`${what} makes another sum`, () => {
    const before = sumOfSources(root)
    if (text === undefined) rmSync(join(root, path))
    else write(path, text)
    notStrictEqual(sumOfSources(root), before)
  })

test('what is no source of the console leaves the sum as it is', () => {
  const before = sumOfSources(root)
  write('packages/proxy/src/index.ts', 'proxy')
  write('apps/console/test/page.test.ts', 'test')
  write('apps/console/.next/BUILD_ID', 'two')
  write('apps/console/next-env.d.ts', 'types')
  utimesSync(join(root, 'apps/console/src/app/page.tsx'), 1, 1)
  strictEqual(sumOfSources(root), before)
})

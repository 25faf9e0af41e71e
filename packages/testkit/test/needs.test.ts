import assert from 'node:assert/strict'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, test } from 'node:test'
import { ensure, MissingNeeds, temporaryDirectory } from '../src/index.ts'

const PATH = process.env.PATH
afterEach(() => {
  process.env.PATH = PATH
})

/** A system with nothing but a shell and, if asked for, a package manager that can bring kcat. */
function onlyPath({ apt }: { apt: boolean }): string {
  const directory = temporaryDirectory()
  const program = (name: string, script: string) => {
    const path = join(directory, name)
    writeFileSync(path, `#!/bin/sh\n${script}\n`)
    chmodSync(path, 0o755)
  }
  program('sh', 'exec /bin/sh "$@"')
  if (apt) {
    program('apt-cache', 'exit 0')
    program(
      'apt-get',
      `echo "$@" >> ${directory}/log
      case "$1" in install) echo '#!/bin/sh' > ${directory}/kcat && /bin/chmod 755 ${directory}/kcat;; esac`,
    )
  }
  process.env.PATH = directory
  return directory
}

const never = () => Promise.reject(new Error('nobody is to be asked'))

test('root gets what is missing from the package manager, and where it is', async () => {
  const directory = onlyPath({ apt: true })
  assert.deepEqual(await ensure(['kcat'], { root: true, ask: never }), { kcat: join(directory, 'kcat') })
  const calls = readFileSync(join(directory, 'log'), 'utf8').split('\n')
  assert.deepEqual(calls.slice(1, -1), ['update', 'install -y --no-install-recommends kcat'])
})

test('who is not root is asked first, and told the one line to run where the answer is no', async () => {
  const directory = onlyPath({ apt: true })
  const questions: string[] = []
  const ask = async (question: string) => {
    questions.push(question)
    return false
  }
  const message = 'Please install Maven, kcat: sudo apt-get install -y --no-install-recommends maven kcat'
  await assert.rejects(ensure(['maven', 'kcat'], { root: false, ask }), new MissingNeeds(message))
  assert.equal(questions.length, 1)
  assert.equal(readFileSync(join(directory, 'log'), 'utf8'), '--version\n')
})

test('what is still missing after the installation is named', async () => {
  onlyPath({ apt: true })
  await assert.rejects(ensure(['maven', 'kcat'], { root: true, ask: never }), new MissingNeeds('Please install Maven.'))
})

test('without a package manager one line names all that is missing', async () => {
  onlyPath({ apt: false })
  await assert.rejects(
    ensure(['maven', 'kcat'], { root: true, ask: never }),
    new MissingNeeds('Please install Maven, kcat.'),
  )
})

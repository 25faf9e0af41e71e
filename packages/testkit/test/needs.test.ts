import assert from 'node:assert/strict'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, test } from 'node:test'
import { ensure, MissingNeeds, temporaryDirectory } from '../src/index.ts'

const PATH = process.env.PATH
afterEach(() => {
  process.env.PATH = PATH
})

function putProgram(directory: string, name: string, script: string): void {
  const path = join(directory, name)
  writeFileSync(path, `#!/bin/sh\n${script}\n`)
  chmodSync(path, 0o755)
}

/** A system with nothing but a shell and, if asked for, a package manager that can bring kcat. */
function onlyPath({ apt }: { apt: boolean }): string {
  const directory = temporaryDirectory()
  putProgram(directory, 'sh', 'exec /bin/sh "$@"')
  if (apt) {
    putProgram(directory, 'apt-cache', 'exit 0')
    putProgram(
      directory,
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
  assert.deepEqual(calls.slice(1, -1), ['update', 'install -y --no-install-recommends -o DPkg::Lock::Timeout=300 kcat'])
})

test('who is not root is asked first, and told the one line to run where the answer is no', async () => {
  const directory = onlyPath({ apt: true })
  const questions: string[] = []
  const ask = async (question: string) => {
    questions.push(question)
    return false
  }
  const line = 'sudo apt-get install -y --no-install-recommends -o DPkg::Lock::Timeout=300 maven kcat'
  const message = `Please install Maven, kcat: ${line}`
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

test('a Go that is too old, and a Python that cannot make environments, do not count', async () => {
  const directory = onlyPath({ apt: false })
  putProgram(directory, 'go', 'echo go version go1.19.8 linux/amd64')
  putProgram(directory, 'python3', 'exit 1')
  const message = 'Please install Go 1.26 or newer, Python 3 with venv.'
  await assert.rejects(ensure(['go', 'python'], { root: true, ask: never }), new MissingNeeds(message))
  putProgram(directory, 'go', 'echo go version go1.26.0 linux/amd64')
  putProgram(directory, 'python3', 'exit 0')
  const found = { go: join(directory, 'go'), python: join(directory, 'python3') }
  assert.deepEqual(await ensure(['go', 'python'], { root: true, ask: never }), found)
})

import { deepEqual } from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { kafkaLibs } from '@tidegate/testkit'
import { generate, KAFKA } from '../gen/generate.ts'
import { errorCodes, errorMessages } from '../src/index.ts'

const filesIn = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map(file => [file, readFileSync(join(folder, file), 'utf8')]))

test('the tables are what the generator makes of the jar', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'generated-'))
  try {
    generate(await kafkaLibs(KAFKA), folder)
    deepEqual(filesIn(folder), filesIn(join(import.meta.dirname, '../src/generated')))
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('every error code has a message', () => {
  deepEqual(
    Object.values(errorCodes).sort((a, b) => a - b),
    Object.keys(errorMessages)
      .map(Number)
      .sort((a, b) => a - b),
  )
})

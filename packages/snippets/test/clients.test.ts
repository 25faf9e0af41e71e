import { match, ok } from 'node:assert/strict'
import { test } from 'node:test'
import { clients, type SnippetInput } from '../src/index.ts'

const purposes = ['read', 'write'] as const

const input: Omit<SnippetInput, 'purpose'> = {
  bootstrapServers: 'kafka-1.example:6972,kafka-2.example:6973',
  username: 'user1',
  topic: 'orders',
  group: 'partner-app',
}

for (const { name, files, run } of clients)
  for (const purpose of purposes) {
    const snippet = { ...input, purpose }
    const all = [...files(snippet).map(({ text }) => text), run(snippet)].join('\n')

    test(`${name}: to ${purpose}, everything that only the partner knows is filled in, the password from outside`, () => {
      for (const word of ['kafka-1.example:6972', 'kafka-2.example:6973', 'user1', 'orders', 'KAFKA_PASSWORD'])
        ok(all.includes(word), word)
      if (purpose === 'read') match(all, /partner-app/)
    })

    test(`${name}: to ${purpose}, each file is short enough to be read at a glance`, () => {
      for (const { name: file, text } of files(snippet)) ok(text.split('\n').length <= 41, file)
    })
  }

import type { Client, SnippetInput } from './client.ts'
import { behaviour, connection } from './librdkafka.ts'
import { shellQuoted } from './quote.ts'

const settings = (input: SnippetInput) =>
  Object.entries({ ...connection(input), ...behaviour(input) })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')

const command = 'kcat -F kcat.conf -X sasl.password="$KAFKA_PASSWORD"'

export const kcat: Client = {
  id: 'kcat',
  name: 'kcat',
  about: 'One command line. Needs kcat 1.7 or newer, from your system’s packages.',
  install: [],
  files: input => [{ name: 'kcat.conf', text: settings(input) }],
  run: ({ purpose, topic, group }) =>
    purpose === 'read'
      ? `${command} -u -f '%k %s\\n' -G ${shellQuoted(group)} ${topic}`
      : `echo 'key-1:hello from kcat' | ${command} -K : -P -t ${topic}`,
}

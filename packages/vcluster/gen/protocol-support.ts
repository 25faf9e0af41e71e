import { writeFileSync } from 'node:fs'
import { apis } from '@tidegate/protocol'
import { served } from '../src/apis.ts'
import { differences } from './differences.ts'

const range = ([first, last]: readonly [number, number]) => (first === last ? `${first}` : `${first}–${last}`)

const rows = [...served]
  .sort(([a], [b]) => a - b)
  .map(([key, { name, versions }]) => {
    const kafka = apis.get(key)?.versions ?? versions
    return `| ${key} | ${name} | ${range(versions)} | ${range(kafka)} |`
  })

const reasons = Object.values(differences).map(({ what, why }) => `| ${what} | ${why} |`)

const text = `# What a partner's clients can use

Made by \`npm run gen\` from the files in \`packages/vcluster/src/apis\`: an API without a file is neither advertised nor answered. Of each range a client is offered what every broker of the physical cluster understands too. ApiVersions (18), SaslHandshake (17) and SaslAuthenticate (36) are answered by the gateway itself.

| key | API | offered | Kafka 4.3 |
|--:|---|---|---|
${rows.join('\n')}

## Where it differs from a broker on purpose

| what | why |
|---|---|
${reasons.join('\n')}
`

writeFileSync(new URL('../../../docs/protocol-support.md', import.meta.url), text)

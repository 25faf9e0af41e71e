import { writeFileSync } from 'node:fs'
import { apis } from '@tidegate/protocol'
import { served } from '../src/apis.ts'

const range = ([first, last]: readonly [number, number]) => (first === last ? `${first}` : `${first}–${last}`)

const rows = [...served]
  .sort(([a], [b]) => a - b)
  .map(([key, { name, versions }]) => {
    const kafka = apis.get(key)?.versions ?? versions
    return `| ${key} | ${name} | ${range(versions)} | ${range(kafka)} |`
  })

const text = `# What a partner's clients can use

Made by \`npm run gen\` from the files in \`packages/vcluster/src/apis\`: an API without a file is neither advertised nor answered. Of each range a client is offered what every broker of the physical cluster understands too. ApiVersions (18), SaslHandshake (17) and SaslAuthenticate (36) are answered by the gateway itself.

| key | API | offered | Kafka 4.3 |
|--:|---|---|---|
${rows.join('\n')}

## Where it differs from a broker on purpose

| what | why |
|---|---|
| Leader epochs are −1, leader hints and node endpoints are absent | clients survive a move to another cluster; no physical address crosses |
| Fetch sessions end at the gateway; a session id is answered with FETCH_SESSION_ID_NOT_FOUND | brokers bind sessions to neither connection nor principal |
| Fetch as a follower is refused with TOPIC_AUTHORIZATION_FAILED | it would move the high watermark under the gateway's own rights |
| Topic ids are those of the virtual cluster; a physical id is UNKNOWN_TOPIC_ID | ids are capabilities once the upstream principal is shared |
| ConsumerGroupHeartbeat stops at version 0 | version 1 lets the broker match a pattern against physical names |
| AddPartitionsToTxn stops at version 3, Fetch at 17, FindCoordinator at 5 | later versions are for brokers, followers and share groups |
| DescribeConfigs shows no synonyms, only configs whose values cannot hold a name, and none of brokers | brokers of a virtual cluster are addresses, not machines |
| Topics cannot be created, changed or deleted; a topic is never created by being asked for | a partner sees alias topics only |
| Produce with null records is answered with INVALID_RECORD | a broker never answers, and the connection hangs |
| Error texts are those of the error code | a broker's texts name physical topics and addresses |
| Racks are absent; the host of a group member is \`/gateway\` | both belong to the physical side |
| An ACL with the resource name \`*\` applies to every name | StandardAuthorizer passes it over, even a DENY, for names that begin with \`*\` |
| Tagged fields that the tables do not know are dropped | what is not understood is not forwarded |
`

writeFileSync(new URL('../../../docs/protocol-support.md', import.meta.url), text)

import { apiNamed, type Body, errorCodes } from '@tidegate/protocol'
import type { UpstreamConnection } from '@tidegate/proxy'
import { type Operation, operations } from './kafka-acls.ts'
import { Fault } from './result.ts'
import type { Visit } from './visit.ts'

/** Bit fields of operations: what is allowed, and of which of them that is said. */
export type Rights = { readonly bits: number; readonly known: number; readonly missing?: boolean }

/** Brokers answer so where they do not say what is allowed. */
const UNSAID = -2_147_483_648
const EVERY = -1

const bit = (operation: Operation): number => 1 << operations[operation].code
const said = (bits: number): Rights => ({ bits, known: bits === UNSAID ? 0 : EVERY })

const ask = (connection: UpstreamConnection, api: string, version: number, body: Body): Promise<Body> =>
  connection.ask(apiNamed(api), version, body).catch(() => {
    throw new Fault(
      `the broker ended the connection, or hung, when it was asked (${api})`,
      'See the log of the broker, and look again.',
    )
  })

/** A topic that must not be described is told from one that does not exist. */
export async function topicRights({ connection, newest }: Visit, names: readonly string[]): Promise<Rights[]> {
  const { topics } = await ask(connection, 'Metadata', newest('Metadata')!, {
    topics: names.map(name => ({ name })),
    allowAutoTopicCreation: false,
    includeTopicAuthorizedOperations: true,
  })
  const rows = new Map<string, Body>(topics.map((row: Body) => [row.name, row]))
  return names.map(name => {
    const { errorCode, topicAuthorizedOperations } = rows.get(name) ?? {}
    if (errorCode === errorCodes.UNKNOWN_TOPIC_OR_PARTITION) return { ...said(0), missing: true }
    return said(errorCode === errorCodes.TOPIC_AUTHORIZATION_FAILED ? 0 : topicAuthorizedOperations)
  })
}

/** Only a group's coordinator knows its bits, and there is none before the first group: then the rights are tried one by one. */
export async function groupRights(visits: readonly Visit[], names: readonly string[]): Promise<Rights[]> {
  // A broker that hangs is told of elsewhere.
  const asked = await Promise.allSettled(visits.map(made => coordinatorBits(made, names)))
  const answers = asked.flatMap(answer => (answer.status === 'fulfilled' ? answer.value : []))
  return Promise.all(
    names.map(async name => {
      const bits = answers.map(answer => answer.get(name)).find(found => found !== undefined)
      return bits === undefined ? memberRights(visits[0]!, name) : said(bits)
    }),
  )
}

/** Version 5 knows a group that does not exist as a dead one. */
async function coordinatorBits({ connection, newest }: Visit, names: readonly string[]): Promise<Map<string, number>> {
  const version = Math.min(5, newest('DescribeGroups') ?? 0)
  const request = { groups: names, includeAuthorizedOperations: true }
  const { groups } = await ask(connection, 'DescribeGroups', version, request)
  return new Map(
    groups.flatMap(({ groupId, errorCode, authorizedOperations }: Body) => {
      if (errorCode === errorCodes.GROUP_AUTHORIZATION_FAILED) return [[groupId, 0]]
      return errorCode === 0 ? [[groupId, authorizedOperations]] : []
    }),
  )
}

/** A heartbeat of no member changes nothing. That nobody refused to describe the group is known by then. */
async function memberRights({ connection }: Visit, groupId: string): Promise<Rights> {
  const { errorCode } = await ask(connection, 'Heartbeat', 0, { groupId, generationId: 0, memberId: '' })
  const read = errorCode === errorCodes.GROUP_AUTHORIZATION_FAILED ? 0 : bit('READ')
  return { bits: read | bit('DESCRIBE'), known: bit('READ') | bit('DESCRIBE') }
}

/**
 * Rights come before all else at a broker: who may write learns that this id has no producer, or is not kept here, and
 * nothing comes to be. To look for the coordinator would create the topic of transactions where there is none yet.
 */
export async function transactionRights({ connection, newest }: Visit, transactionalId: string): Promise<Rights> {
  const refused = errorCodes.TRANSACTIONAL_ID_AUTHORIZATION_FAILED
  const end = { transactionalId, producerId: 0n, producerEpoch: 0, committed: false }
  const ended = await ask(connection, 'EndTxn', 1, end)
  // WRITE implies DESCRIBE, and brokers before 3.0 have nothing to ask for DESCRIBE with.
  if (ended.errorCode !== refused) return said(bit('WRITE') | bit('DESCRIBE'))
  if (newest('DescribeTransactions') === undefined) return said(0)
  const asked = await ask(connection, 'DescribeTransactions', 0, { transactionalIds: [transactionalId] })
  return said(asked.transactionStates[0].errorCode === refused ? 0 : bit('DESCRIBE'))
}

/** As every producer begins with Kafka's defaults; a producer id is all that is used up. */
export async function producerRefusal({ connection }: Visit): Promise<number> {
  const { errorCode } = await ask(connection, 'InitProducerId', 1, {
    transactionalId: null,
    transactionTimeoutMs: 60_000,
  })
  return errorCode
}

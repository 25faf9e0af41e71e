import { isShownConfig } from '@tidegate/vcluster/configs'
import type { differences } from '@tidegate/vcluster/differences'
import type { Difference } from './answers.ts'

export type Found = Difference & {
  readonly api: string
  /** Of the request. */
  readonly what: string
}

type Expected = {
  /** As docs/protocol-support.md tells it. */
  readonly of: keyof typeof differences
  readonly apis: readonly string[]
  when(found: Found): boolean
}

const TOPIC_AUTHORIZATION_FAILED = '29'
const CLUSTER_AUTHORIZATION_FAILED = '31'
const INVALID_REQUEST = '42'

const isHidden = (path: string): boolean => {
  const [, type, config = ''] = /^results\[(\d+) [^\]]*\]\.configs\[([^\]]+)\]$/.exec(path) ?? []
  return (type === '2' && !isShownConfig('topic', config)) || (type === '32' && !isShownConfig('group', config))
}

/** Where the gateway does not answer as a broker does, on purpose. */
export const expected: readonly Expected[] = [
  {
    of: 'epochs',
    apis: ['ListOffsets', 'Metadata', 'OffsetFetch', 'OffsetForLeaderEpoch'],
    when: ({ path, gateway }) => /[lL]eaderEpoch$/.test(path) && gateway === '-1',
  },
  {
    of: 'epochs',
    apis: ['OffsetForLeaderEpoch'],
    when: ({ path, gateway }) => path.endsWith('.endOffset') && gateway === '"-1"',
  },
  {
    of: 'sessions',
    apis: ['Fetch'],
    when: ({ path, gateway, reference }) => path === 'sessionId' && gateway === '0' && reference === '"a session"',
  },
  {
    of: 'followers',
    apis: ['Fetch'],
    when: ({ what, path, gateway }) =>
      what === 'as a follower' &&
      (path.endsWith('.errorCode')
        ? gateway === TOPIC_AUTHORIZATION_FAILED
        : /\.(abortedTransactions|currentLeader\.\w+)$/.test(path)),
  },
  {
    of: 'configs',
    apis: ['DescribeConfigs'],
    when: ({ path, gateway }) => /\.synonyms(\[.*\])?$/.test(path) && (gateway === undefined || gateway === '[]'),
  },
  { of: 'configs', apis: ['DescribeConfigs'], when: ({ path, gateway }) => isHidden(path) && gateway === undefined },
  {
    of: 'configs',
    apis: ['DescribeConfigs'],
    when: ({ path, gateway }) =>
      /^results\[(4 1|16 metrics)\]/.test(path) &&
      (path.endsWith('.errorCode')
        ? gateway === CLUSTER_AUTHORIZATION_FAILED
        : gateway === undefined || gateway === '[]'),
  },
  {
    of: 'internalTopics',
    apis: ['Metadata'],
    when: ({ path, gateway }) => /^topics\[__\w+/.test(path) && gateway === undefined,
  },
  {
    of: 'internalTopics',
    apis: ['AddPartitionsToTxn'],
    when: ({ path, reference }) => path.includes('[__consumer_offsets]') && reference === TOPIC_AUTHORIZATION_FAILED,
  },
  {
    of: 'hosts',
    apis: ['DescribeGroups', 'ConsumerGroupDescribe'],
    when: ({ path, gateway }) => path.endsWith('.clientHost') && gateway === '"/gateway"',
  },
  {
    of: 'wildcard',
    apis: ['Heartbeat'],
    when: ({ what, path }) => what === 'nobody of *-billing' && path === 'errorCode',
  },
  {
    of: 'operations',
    apis: ['CreateAcls'],
    when: ({ what, gateway, reference }) =>
      what === 'an operation the type has not' && gateway === INVALID_REQUEST && reference === '0',
  },
  {
    of: 'patternAcls',
    apis: ['CreateAcls'],
    when: ({ what, gateway, reference }) =>
      reference === '-1' && (gateway === INVALID_REQUEST || (gateway === '0' && what === 'all')),
  },
  {
    of: 'aclCodes',
    apis: ['DescribeAcls', 'CreateAcls', 'DeleteAcls'],
    when: ({ what, reference, gateway }) => /unknown/.test(what) && reference === 'closed' && gateway === 'an answer',
  },
  {
    of: 'twice',
    apis: ['Produce', 'ListOffsets', 'OffsetCommit', 'AddPartitionsToTxn'],
    when: ({ what, path, reference }) =>
      what.includes('twice') && (/ again 1\]$/.test(path) || reference === INVALID_REQUEST),
  },
  { of: 'texts', apis: [], when: ({ path }) => /[eE]rrorMessage$/.test(path) },
]

/** The place in the table that a difference has, and -1 for a mistake. */
export const placeOf = (found: Found): number =>
  expected.findIndex(({ apis, when }) => (apis.length === 0 || apis.includes(found.api)) && when(found))

type Difference = { readonly what: string; readonly why: string }

/** Where a virtual cluster answers otherwise than a broker with the same ACLs, on purpose. Whatever else differs is a mistake. */
export const differences = {
  epochs: {
    what: 'Leader epochs are −1, leader hints and node endpoints are absent',
    why: 'clients survive a move to another cluster; no physical address crosses',
  },
  sessions: {
    what: 'Fetch sessions end at the gateway; a session id is answered with FETCH_SESSION_ID_NOT_FOUND',
    why: 'brokers bind sessions to neither connection nor principal',
  },
  followers: {
    what: 'Fetch as a follower is refused with TOPIC_AUTHORIZATION_FAILED',
    why: "it would move the high watermark under the gateway's own rights",
  },
  topicIds: {
    what: 'Topic ids are those of the virtual cluster; a physical id is UNKNOWN_TOPIC_ID',
    why: 'ids are capabilities once the upstream principal is shared',
  },
  patterns: {
    what: 'ConsumerGroupHeartbeat stops at version 0',
    why: 'version 1 lets the broker match a pattern against physical names',
  },
  versions: {
    what: 'AddPartitionsToTxn stops at version 3, Fetch at 17, FindCoordinator at 5',
    why: 'later versions are for brokers, followers and share groups',
  },
  configs: {
    what: 'DescribeConfigs shows no synonyms, only configs whose values cannot hold a name, and none of brokers',
    why: 'brokers of a virtual cluster are addresses, not machines',
  },
  topics: {
    what: 'Topics cannot be created, changed or deleted; a topic is never created by being asked for',
    why: 'a partner sees alias topics only',
  },
  internalTopics: {
    what: "Brokers' internal topics do not exist",
    why: 'all virtual clusters share them',
  },
  nullRecords: {
    what: 'Produce with null records is answered with INVALID_RECORD',
    why: 'a broker never answers, and the connection hangs',
  },
  twice: {
    what: 'A topic that does not exist or may not be used, and is named twice in a request, is refused twice',
    why: 'brokers merge such rows, in each API in another way; no client sends them',
  },
  texts: {
    what: 'Error texts are those of the error code',
    why: "a broker's texts name physical topics and addresses",
  },
  hosts: {
    what: 'Racks are absent; the host of a group member is `/gateway`',
    why: 'both belong to the physical side',
  },
  wildcard: {
    what: 'An ACL with the resource name `*` applies to every name',
    why: 'StandardAuthorizer passes it over, even a DENY, for names that begin with `*`',
  },
  operations: {
    what: 'CreateAcls refuses an operation that the resource type does not have with INVALID_REQUEST',
    why: 'a broker keeps such an ACL, though it never applies',
  },
  patternAcls: {
    what: 'CreateAcls refuses ANY and MATCH with INVALID_REQUEST',
    why: 'a broker answers the whole request with UNKNOWN_SERVER_ERROR',
  },
  aclCodes: {
    what: 'CreateAcls refuses a code that Kafka does not have with INVALID_REQUEST; a filter with one finds nothing',
    why: 'a broker ends the connection',
  },
  tags: {
    what: 'Tagged fields that the tables do not know are dropped',
    why: 'what is not understood is not forwarded',
  },
} as const satisfies Readonly<Record<string, Difference>>

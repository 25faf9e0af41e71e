import type { Properties } from '@tidegate/resources'

export type Broker = { readonly id: number; readonly address: string; readonly rack: string | null }

/** One thing that was looked at, as the doctor tells it. */
export type Check = {
  readonly check: string
  readonly about: string
  readonly status: 'ok' | 'warning' | 'failed' | 'skipped'
  readonly message: string
  /** What to do about it. */
  readonly todo?: string
}

/** What one gateway finds when it connects to a physical cluster anew. */
export type Trial = {
  readonly gateway: string
  readonly state: 'ok' | 'failed'
  readonly authentication: string
  readonly checks: readonly Check[]
  readonly clusterId?: string
  /** The release of the brokers' software, such as 4.3, where they tell. */
  readonly kafkaVersion?: string
  /** The node that leads the cluster, which need not be a broker. */
  readonly controllerId?: number
  readonly brokers: readonly Broker[]
}

/** The secrets that the properties leave out are those that are stored under that name. */
export type Candidate = { readonly name: string; readonly properties: Properties }

/** When it was seen, and in sentences what could not be. */
export type Observed = { readonly observedAt: string; readonly missing: readonly string[] }

export type TopicSummary = {
  readonly name: string
  readonly internal: boolean
  readonly partitions: number
  readonly replication: number
  /** Partitions that lack a replica in sync. */
  readonly underReplicated: number
  /** Of one copy; null where that is not known. */
  readonly sizeBytes: number | null
}

/** An alias topic that shows a topic. */
export type ShownBy = { readonly topic: string; readonly vCluster: string; readonly name: string }

export type TopicList = Observed & {
  readonly clusterId: string | null
  readonly controllerId: number | null
  readonly brokers: readonly Broker[]
  readonly topics: readonly TopicSummary[]
}

export type PartitionDetail = {
  readonly partition: number
  /** Null while it has none. */
  readonly leader: number | null
  readonly replicas: readonly number[]
  readonly inSync: readonly number[]
  readonly offline: readonly number[]
  /** The first record there is, and where the next one will be; null where that is not known. */
  readonly beginOffset: number | null
  readonly endOffset: number | null
  readonly sizeBytes: number | null
}

export type ConfigEntry = {
  readonly name: string
  /** Null where it is secret. */
  readonly value: string | null
  readonly source: 'topic' | 'broker' | 'default'
}

export type TopicDetail = Observed & {
  readonly name: string
  readonly internal: boolean
  readonly partitions: readonly PartitionDetail[]
  readonly configs: readonly ConfigEntry[]
  readonly sizeBytes: number | null
}

export type GroupSummary = {
  readonly id: string
  /** As the brokers call it; empty where they are older than Kafka 2.6. */
  readonly state: string
  readonly type: 'classic' | 'consumer' | 'other'
  /** The broker that keeps it. */
  readonly coordinator: number
}

export type GroupList = Observed & { readonly groups: readonly GroupSummary[] }

/** How far a group is behind, in records; null where that is not known. */
export type GroupLoad = { readonly id: string; readonly members: number | null; readonly lag: number | null }

export type GroupMember = {
  readonly memberId: string
  readonly clientId: string
  readonly host: string
  readonly partitions: number
}

export type GroupOffset = {
  readonly topic: string
  readonly partition: number
  readonly committed: number
  readonly end: number | null
  readonly lag: number | null
  /** Whose it is now. */
  readonly memberId: string | null
}

export type GroupDetail = Observed &
  GroupSummary & { readonly members: readonly GroupMember[]; readonly offsets: readonly GroupOffset[] }

export type MessageQuery = {
  readonly topic: string
  /** All of them where it is left out. */
  readonly partition?: number | undefined
  readonly from: 'beginning' | 'end' | 'offset'
  readonly offset?: number | undefined
  readonly limit: number
}

/** What does not fit is cut off: `bytes` is how many there are. */
export type ShownText = { readonly text: string; readonly encoding: 'utf-8' | 'hex'; readonly bytes: number }

export type ShownMessage = {
  readonly partition: number
  readonly offset: number
  /** Null where the producer gave none that is a time. */
  readonly timestamp: string | null
  readonly key: ShownText | null
  readonly value: ShownText | null
  readonly headers: readonly { readonly name: string; readonly value: ShownText | null }[]
}

export type Messages = Observed & { readonly records: readonly ShownMessage[] }

/** Asks physical clusters. Whatever it answers goes through JSON unchanged. */
export type Clusters = {
  topicExists(physicalCluster: string, topic: string): Promise<boolean>
  /** Of many topics, those that are not there. */
  missingTopics(physicalCluster: string, topics: readonly string[]): Promise<readonly string[]>
  /** Connects anew, by what is given or else by what is stored, and changes nothing. */
  test(candidate: Pick<Candidate, 'name'> | Candidate): Promise<Trial>
  /** All there are, as they were a moment ago. */
  topics(physicalCluster: string): Promise<TopicList>
  aliases(physicalCluster: string, topics: readonly string[]): Promise<readonly ShownBy[]>
  topic(physicalCluster: string, topic: string): Promise<TopicDetail>
  groups(physicalCluster: string): Promise<GroupList>
  groupLoads(physicalCluster: string, groups: readonly string[]): Promise<readonly GroupLoad[]>
  group(physicalCluster: string, group: string): Promise<GroupDetail>
  /** `user` is for the log. */
  messages(physicalCluster: string, query: MessageQuery, user: string): Promise<Messages>
}

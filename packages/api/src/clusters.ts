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

/** Asks physical clusters. Whatever it answers goes through JSON unchanged. */
export type Clusters = {
  topicExists(physicalCluster: string, topic: string): Promise<boolean>
  /** Connects anew, by what is given or else by what is stored, and changes nothing. */
  test(candidate: Pick<Candidate, 'name'> | Candidate): Promise<Trial>
}

export { type Admission, type Bound, Connections, type Counts, forget, newCounts } from './admission.ts'
export { Budget } from './budget.ts'
export { type Broker, Cluster, type ClusterOptions, type Topology, type VersionRange } from './cluster.ts'
export type { Call, Client, Exchange, Identity, Log } from './exchange.ts'
export type {
  Answered,
  Caller,
  Connected,
  Credentials,
  Gate,
  Meter,
  Observer,
  Passage,
  Refusal,
  Rewriting,
} from './gate.ts'
export { defaultLimits, type Limit, type Limits, limitTable } from './limits.ts'
export { Listener, type ListenerOptions } from './listener.ts'
export { ownCertificate, type Presented, ProbeError, probePort, probeTcp, probeTls } from './probe.ts'
export type { SessionOptions } from './session.ts'
export type { Partition, Topic } from './topics.ts'
export { TopicTable, type Watched } from './topics.ts'
export { type Address, UpstreamConnection, type UpstreamSettings } from './upstream.ts'

import { type Body, errorCodes } from '@tidegate/protocol'
import { type Brokers, settle } from './brokers.ts'

type Replica = {
  readonly broker: number
  readonly topic: string
  readonly partition: number
  readonly sizeBytes: number
}

const REFUSED = 'Sizes are not known: the gateway’s user may not DESCRIBE the cluster.'

/** Tells the size of each replica on every broker, of those topics or of all; answers what is missing, in sentences. */
export async function eachReplica(
  brokers: Brokers,
  topics: readonly { readonly topic: string; readonly partitions: readonly number[] }[] | null,
  tell: (replica: Replica) => void,
): Promise<string[]> {
  const asked = brokers.ids.map(async at => {
    const answer = await brokers.ask('DescribeLogDirs', { body: { topics }, at })
    return { broker: at, answer }
  })
  const { answers, missing } = await settle(asked)
  for (const { broker, answer } of answers) missing.push(...readDirectories(broker, answer, tell))
  return [...new Set(missing)]
}

function readDirectories(broker: number, answer: Body, tell: (replica: Replica) => void): string[] {
  const missing: string[] = []
  // Brokers before 3.2 answer nothing where they refuse.
  if (answer.errorCode === errorCodes.CLUSTER_AUTHORIZATION_FAILED || answer.results.length === 0) return [REFUSED]
  for (const { errorCode, topics } of answer.results) {
    if (errorCode !== errorCodes.NONE) missing.push(`Broker ${broker} has a log directory that failed.`)
    // A replica that is being moved to another directory is there twice.
    for (const { name, partitions } of topics)
      for (const { partitionIndex, partitionSize, isFutureKey } of partitions)
        if (!isFutureKey) tell({ broker, topic: name, partition: partitionIndex, sizeBytes: Number(partitionSize) })
  }
  return missing
}

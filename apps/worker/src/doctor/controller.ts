import { apiNamed, errorCodes } from '@tidegate/protocol'
import type { Visit } from './visit.ts'

type Asked = Pick<Visit, 'connection' | 'newest' | 'metadata'>

const QUORUM = { topics: [{ topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] }] }

/**
 * The node that leads the cluster; undefined where nobody says. With KRaft, Metadata names any broker that passes requests
 * on (KRaftMetadataCache.java), and the one that leads need not be a broker at all.
 */
export async function controllerOf({ connection, newest, metadata }: Asked): Promise<number | undefined> {
  const version = newest('DescribeQuorum')
  if (version === undefined) return metadata.controllerId >= 0 ? metadata.controllerId : undefined
  const { errorCode, topics } = await connection.ask(apiNamed('DescribeQuorum'), version, QUORUM)
  const partition = topics[0]?.partitions[0]
  return errorCode === errorCodes.NONE && partition?.errorCode === errorCodes.NONE ? partition.leaderId : undefined
}

/**
 * What Kafka's own marks (entityType) leave open, for every field of the offered APIs whose type can carry a name, an
 * id or an address. A field that is neither marked by Kafka nor listed here fails the completeness test.
 */
export type Class =
  | 'topicName'
  | 'topicId'
  | 'groupId'
  | 'transactionalId'
  | 'brokerId'
  | 'host'
  | 'port'
  | 'rack'
  | 'clusterId'
  | 'text'
  | 'epoch'
  | 'clientHost'
  | 'subscription'
  | 'assignment'
  | 'records'
  | 'hidden'
  | 'protocolType'
  | 'opaque'

/** By `Message.path`, or by field name for all messages. */
export const overlay: Readonly<Record<string, Class>> = {
  topicId: 'topicId',
  host: 'host',
  port: 'port',
  rack: 'rack',
  rackId: 'rack',
  clusterId: 'clusterId',
  controllerId: 'brokerId',
  errorMessage: 'text',
  batchIndexErrorMessage: 'text',
  leaderEpoch: 'epoch',
  currentLeaderEpoch: 'epoch',
  lastFetchedEpoch: 'epoch',
  committedLeaderEpoch: 'epoch',
  epoch: 'epoch',
  replicaEpoch: 'hidden',
  sessionId: 'hidden',
  sessionEpoch: 'hidden',
  replicaDirectoryId: 'hidden',
  clientHost: 'clientHost',
  records: 'records',
  // The client's own words, which nobody else reads.
  memberId: 'opaque',
  groupInstanceId: 'opaque',
  instanceId: 'opaque',
  clientId: 'opaque',
  leader: 'opaque',
  reason: 'opaque',
  committedMetadata: 'opaque',
  metadata: 'opaque',
  serverAssignor: 'opaque',
  assignorName: 'opaque',
  protocolName: 'opaque',
  protocolType: 'protocolType',
  protocolData: 'opaque',
  groupState: 'opaque',
  groupType: 'opaque',
  statesFilter: 'opaque',
  typesFilter: 'opaque',
  configurationKeys: 'opaque',
  // ACLs are kept by the gateway in the client's words and never reach a broker.
  resourceName: 'opaque',
  resourceNameFilter: 'opaque',
  principal: 'opaque',
  principalFilter: 'opaque',
  hostFilter: 'opaque',
  'CreateAclsRequest.creations.host': 'opaque',
  subscribedTopicRegex: 'hidden',
  'FindCoordinatorRequest.key': 'groupId',
  'FindCoordinatorRequest.coordinatorKeys': 'groupId',
  'FindCoordinatorResponse.coordinators.key': 'groupId',
  'JoinGroupRequest.protocols.name': 'opaque',
  'JoinGroupRequest.protocols.metadata': 'subscription',
  'JoinGroupResponse.members.metadata': 'subscription',
  'SyncGroupRequest.assignments.assignment': 'assignment',
  'SyncGroupResponse.assignment': 'assignment',
  'DescribeGroupsResponse.groups.members.memberMetadata': 'subscription',
  'DescribeGroupsResponse.groups.members.memberAssignment': 'assignment',
  'DescribeConfigsRequest.resources.resourceName': 'topicName',
  'DescribeConfigsResponse.results.resourceName': 'topicName',
  'DescribeConfigsResponse.results.configs.name': 'hidden',
  'DescribeConfigsResponse.results.configs.value': 'hidden',
  'DescribeConfigsResponse.results.configs.synonyms.name': 'hidden',
  'DescribeConfigsResponse.results.configs.synonyms.value': 'hidden',
  'DescribeConfigsResponse.results.configs.documentation': 'hidden',
}

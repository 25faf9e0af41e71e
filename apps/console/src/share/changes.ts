import type { AclBinding, Given } from '#trpc/provider.tsx'
import { accountName, grantOf, groupPrefix, mayRead, operationsOf } from './accounts.ts'
import type { Account, Draft, StepId } from './draft.ts'
import { aliasOf, isTechnicalName, nameOf } from './naming.ts'
import { partnerSpec } from './terms.ts'

/** Where each change stands among all, as the fields that it is made in are told what is wrong with it. */
export const places = {
  cluster: 0,
  partner: 1,
  superUser: 2,
  account: (index: number) => 3 + index,
  topic: (draft: Draft, index: number) => 3 + draft.accounts.length + index,
} as const

export function stepOf(change: number, draft: Draft): StepId {
  if (change <= places.partner) return 'partner'
  const [firstTopic, firstAcl] = [places.topic(draft, 0), places.topic(draft, draft.topics.length)]
  return change >= firstTopic && change < firstAcl ? 'topics' : 'access'
}

/** The whole share as one change set; nothing as long as it has no name. */
export function changesOf(draft: Draft): Given[] {
  const name = nameOf(draft)
  if (!isTechnicalName(name)) return []
  return [
    virtualCluster(name, draft),
    partner(name, draft),
    ...[draft.superUser, ...accountsOf(draft)].map(user => serviceAccount(name, user)),
    ...draft.topics.map(topic => aliasTopic(name, aliasOf(topic, draft.rule), { ...topic, cluster: draft.cluster })),
    ...draft.accounts.flatMap((account, index) => aclsOf(draft, account, index)),
  ]
}

const accountsOf = (draft: Draft) => draft.accounts.map((account, index) => accountName(account, { draft, index }))

const put = (manifest: object): Given => ({ op: 'put', manifest })

const virtualCluster = (name: string, { superUser }: Draft) =>
  put({
    kind: 'VirtualCluster',
    apiVersion: 'gateway/v2',
    metadata: { name },
    spec: { type: 'Partner', aclEnabled: true, aclMode: 'KAFKA_API', superUsers: [superUser] },
  })

const partner = (name: string, draft: Draft) =>
  put({ kind: 'Partner', apiVersion: 'tidegate/v1', metadata: { name }, spec: partnerSpec(draft) })

const serviceAccount = (vCluster: string, name: string) =>
  put({
    kind: 'GatewayServiceAccount',
    apiVersion: 'gateway/v2',
    metadata: { name, vCluster },
    spec: { type: 'LOCAL' },
  })

type Shown = { readonly physical: string; readonly cluster: string }

const aliasTopic = (vCluster: string, name: string, { physical, cluster }: Shown) =>
  put({
    kind: 'AliasTopic',
    apiVersion: 'gateway/v2',
    metadata: { name, vCluster },
    spec: { physicalName: physical, physicalCluster: cluster },
  })

function aclsOf(draft: Draft, account: Account, index: number): Given[] {
  const vCluster = nameOf(draft)
  const principal = `User:${accountName(account, { draft, index })}`
  const acl = (pattern: Partial<AclBinding['resourcePattern']>, operation: AclBinding['operation']) =>
    put({
      kind: 'Acl',
      apiVersion: 'tidegate/v1',
      metadata: { vCluster },
      spec: {
        resourcePattern: { patternType: 'LITERAL', ...pattern },
        principal,
        host: '*',
        operation,
        permissionType: 'ALLOW',
      },
    })
  const topics = draft.topics.flatMap(topic =>
    operationsOf[grantOf(account, topic.physical)].map(operation =>
      acl({ resourceType: 'TOPIC', name: aliasOf(topic, draft.rule) }, operation),
    ),
  )
  const group = { resourceType: 'GROUP', name: groupPrefix(account, draft), patternType: 'PREFIXED' } as const
  return mayRead(account, draft) ? [...topics, acl(group, 'READ')] : topics
}

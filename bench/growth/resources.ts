import type { Stored } from '@tidegate/e2e/many'
import { CLUSTER, USER } from '../lab/gateway.ts'
import { physicalName } from '../lab/topics.ts'
import type { Scale } from './axes.ts'

const PRINCIPALS = 500

/** That of the requests, which is there already with its account `USER`. */
export const SUBJECT = 'partner-0000'

/** What is there beside the subject. A larger scale has all that a smaller one of the same axis has. */
export const resourcesOf = (scale: Scale): readonly Stored[] => [
  ...times(scale.virtualClusters - 1, i => partner(vClusterAt(i + 1))).flat(),
  ...times(scale.aliases, i => alias(vClusterAt(i % scale.over), Math.floor(i / scale.over))),
  ...times(scale.acls, i => acl({ vCluster: SUBJECT, principal: `app-${i % PRINCIPALS}`, i })),
  ...times(scale.ownAcls, i => acl({ vCluster: SUBJECT, principal: USER, i })),
]

export const physicalTopic = (i: number): string => physicalName(`many.${numbered(i)}`)

export const aliasName = (i: number): string => `topic-${numbered(i)}`

const numbered = (i: number): string => String(i).padStart(5, '0')

const vClusterAt = (i: number): string => `partner-${String(i).padStart(4, '0')}`

const times = <Thing>(count: number, make: (i: number) => Thing): Thing[] =>
  Array.from({ length: count }, (_, i) => make(i))

/** One that somebody uses: with an alias, a right and accounts. */
const partner = (vCluster: string): readonly Stored[] => [
  {
    kind: 'VirtualCluster',
    name: vCluster,
    spec: { type: 'Partner', aclEnabled: true, aclMode: 'KAFKA_API', superUsers: ['admin'], acls: [] },
  },
  ...['admin', USER].map(name => ({ kind: 'GatewayServiceAccount', vCluster, name, spec: { type: 'LOCAL' } })),
  {
    kind: 'AliasTopic',
    vCluster,
    name: 'requests',
    spec: { physicalName: physicalName('requests'), physicalCluster: CLUSTER },
  },
  acl({ vCluster, principal: USER, i: 0 }),
]

const alias = (vCluster: string, i: number): Stored => ({
  kind: 'AliasTopic',
  vCluster,
  name: aliasName(i),
  spec: { physicalName: physicalTopic(i), physicalCluster: CLUSTER },
})

/** Its name is any of the right form: nobody adds the same binding once more. */
const acl = ({ vCluster, principal, i }: { vCluster: string; principal: string; i: number }): Stored => ({
  kind: 'Acl',
  vCluster,
  name: `${principal === USER ? 'a' : 'b'}${i.toString(16).padStart(31, '0')}`,
  spec: {
    resourcePattern: { resourceType: 'TOPIC', name: aliasName(i), patternType: 'LITERAL' },
    principal: `User:${principal}`,
    host: '*',
    operation: 'READ',
    permissionType: 'ALLOW',
  },
})

import { accessRouter } from './access/index.ts'
import { changeRouter } from './change-router.ts'
import { connectionRouter } from './connection-router.ts'
import { connectionTest } from './connection-test.ts'
import { gatewayRouter } from './gateway-router.ts'
import { groupRouter } from './group-router.ts'
import { historyRouter } from './history-router.ts'
import { inForce } from './in-force.ts'
import { manifestYaml } from './manifest-yaml.ts'
import { messages } from './messages.ts'
import { news } from './news.ts'
import { overview } from './overview.ts'
import { listPartners } from './partner.ts'
import { personRouter, sessionRouter } from './person-router.ts'
import { listPhysicalClusters, showWithoutSecrets } from './physical-cluster.ts'
import { renameRouter } from './rename.ts'
import { resourceRouter } from './resource-router.ts'
import { search } from './search.ts'
import { tokenRouter } from './token-router.ts'
import { topicRouter } from './topic-router.ts'
import { traffic } from './traffic.ts'
import { merge, router } from './trpc.ts'
import { aliasUsers, tokenUsage } from './usage.ts'
import { listVirtualClusters, showVirtualClusters } from './virtual-cluster.ts'

const virtualClusterRouter = resourceRouter('VirtualCluster', {
  show: showVirtualClusters,
  rows: listVirtualClusters,
})

/** One line for each kind, and for each thing that is not one. */
export const appRouter = router({
  physicalCluster: merge(
    resourceRouter('PhysicalCluster', { show: showWithoutSecrets, rows: listPhysicalClusters }),
    topicRouter,
    groupRouter,
    router({ test: connectionTest, messages }),
  ),
  virtualCluster: merge(virtualClusterRouter, router({ overview })),
  aliasTopic: merge(resourceRouter('AliasTopic'), renameRouter, router({ users: aliasUsers })),
  gatewayServiceAccount: merge(resourceRouter('GatewayServiceAccount'), router({ usage: tokenUsage })),
  acl: resourceRouter('Acl'),
  access: accessRouter,
  partner: resourceRouter('Partner', { rows: listPartners }),
  change: changeRouter,
  history: historyRouter,
  yaml: manifestYaml,
  token: tokenRouter,
  gateway: merge(gatewayRouter, router({ inForce, traffic })),
  connection: connectionRouter,
  search,
  news,
  person: personRouter,
  session: sessionRouter,
})

export type AppRouter = typeof appRouter

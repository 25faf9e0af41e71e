import { changeRouter } from './change-router.ts'
import { connectionRouter } from './connection-router.ts'
import { gatewayRouter } from './gateway-router.ts'
import { historyRouter } from './history-router.ts'
import { inForce } from './in-force.ts'
import { news } from './news.ts'
import { overview } from './overview.ts'
import { personRouter, sessionRouter } from './person-router.ts'
import { showWithoutSecrets } from './physical-cluster.ts'
import { renameRouter } from './rename.ts'
import { resourceRouter } from './resource-router.ts'
import { search } from './search.ts'
import { tokenRouter } from './token-router.ts'
import { merge, router } from './trpc.ts'
import { aliasUsers, tokenUsage } from './usage.ts'
import { type ShownVirtualCluster, showVirtualClusters } from './virtual-cluster.ts'

const virtualClusterRouter = resourceRouter<'VirtualCluster', ShownVirtualCluster>('VirtualCluster', {
  show: showVirtualClusters,
})

/** One line for each kind, and for each thing that is not one. */
export const appRouter = router({
  physicalCluster: resourceRouter('PhysicalCluster', { show: showWithoutSecrets }),
  virtualCluster: merge(virtualClusterRouter, router({ overview })),
  aliasTopic: merge(resourceRouter('AliasTopic'), renameRouter, router({ users: aliasUsers })),
  gatewayServiceAccount: merge(resourceRouter('GatewayServiceAccount'), router({ usage: tokenUsage })),
  acl: resourceRouter('Acl'),
  partner: resourceRouter('Partner'),
  change: changeRouter,
  history: historyRouter,
  token: tokenRouter,
  gateway: merge(gatewayRouter, router({ inForce })),
  connection: connectionRouter,
  search,
  news,
  person: personRouter,
  session: sessionRouter,
})

export type AppRouter = typeof appRouter

export const accessPath = (vCluster: string): string => `/virtual-clusters/${vCluster}/acls`

export const principalPath = (vCluster: string, principal: string): string =>
  `${accessPath(vCluster)}/${encodeURIComponent(principal)}`

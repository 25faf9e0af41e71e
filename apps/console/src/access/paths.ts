export const accessPath = (vCluster: string): string => `/virtual-clusters/${vCluster}/acls`

export const viewAsPath = (vCluster: string, user?: string): string =>
  `/virtual-clusters/${vCluster}/as${user === undefined ? '' : `?${new URLSearchParams({ user })}`}`

export const principalPath = (vCluster: string, principal: string): string =>
  `${accessPath(vCluster)}/${encodeURIComponent(principal)}`

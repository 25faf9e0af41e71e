/** A partner that exists from the start, so that there is something to look at. Applied through the HTTP API like any other. */
const partner = 'acme-logistics'

const manifests = [
  {
    path: 'virtual-cluster',
    kind: 'VirtualCluster',
    metadata: { name: partner },
    spec: { type: 'Partner', aclEnabled: true, superUsers: ['admin'] },
  },
  ...[
    ['orders', 'shop.orders'],
    ['shipments', 'shop.shipments'],
  ].map(([name, physicalName]) => ({
    path: 'alias-topic',
    kind: 'AliasTopic',
    metadata: { name, vCluster: partner },
    spec: { physicalName, physicalCluster: 'clusterB' },
  })),
  ...['admin', 'warehouse'].map(name => ({
    path: 'service-account',
    kind: 'GatewayServiceAccount',
    metadata: { name, vCluster: partner },
    spec: { type: 'LOCAL' },
  })),
]

const rules = [
  ['TOPIC', 'orders', 'READ'],
  ['TOPIC', 'shipments', 'WRITE'],
  ['GROUP', 'warehouse', 'READ'],
].map(([resourceType, name, operation]) => ({
  resourcePattern: { resourceType, name, patternType: name === 'warehouse' ? 'PREFIXED' : 'LITERAL' },
  principal: 'User:warehouse',
  host: '*',
  operation,
  permissionType: 'ALLOW',
}))

export async function applySamplePartner(admin: string, user: { user: string; password: string }): Promise<void> {
  const authorization = `Basic ${Buffer.from(`${user.user}:${user.password}`).toString('base64')}`
  const put = async (path: string, body: object) => {
    const response = await fetch(`${admin}/${path}`, {
      method: 'PUT',
      headers: { authorization },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new Error(`${path} was refused: ${await response.text()}`)
  }
  for (const { path, ...manifest } of manifests)
    await put(`gateway/v2/${path}`, { apiVersion: 'gateway/v2', ...manifest })
  for (const spec of rules)
    await put('tidegate/v1/acl', { kind: 'Acl', apiVersion: 'tidegate/v1', metadata: { vCluster: partner }, spec })
}

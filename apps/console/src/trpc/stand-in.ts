import { initTRPC } from '@trpc/server'
import { z } from 'zod'

const t = initTRPC.context<{ signedIn: boolean }>().create()
const ago = (s: number) => new Date(Date.now() - s * 1000).toISOString()
const vc = (name: string, type: 'Partner' | 'Standard', boot?: string) => ({
  kind: 'VirtualCluster',
  metadata: { name },
  spec: {
    type,
    aclEnabled: true,
    aclMode: 'KAFKA_API',
    superUsers: ['admin'],
    acls: [],
    bootstrapServers: boot,
    clientProperties: boot
      ? {
          PLAIN: {
            'security.protocol': 'SASL_PLAINTEXT',
            'sasl.mechanism': 'PLAIN',
            'sasl.jaas.config':
              'org.apache.kafka.common.security.plain.PlainLoginModule required username="{{username}}" password="{{password}}";',
          },
        }
      : undefined,
  },
})
export const appRouter = t.router({
  gateway: {
    list: t.procedure.query(() => ({
      generation: 43,
      gateways: [
        {
          name: 'gateway-1',
          version: '0.1.0',
          address: 'localhost:6969',
          seenAt: ago(1),
          generation: 43,
          errors: [] as { kind: string; name: string; vCluster?: string; message: string }[],
          clusters: [
            {
              name: 'main',
              reachable: true,
              brokers: [
                { id: 1, address: 'localhost:6969', live: true },
                { id: 2, address: 'localhost:6970', live: true },
                { id: 3, address: 'localhost:6971', live: true },
              ],
            },
            { name: 'clusterA', reachable: true, brokers: [{ id: 1, address: 'localhost:6972', live: true }] },
          ],
        },
        {
          name: 'gateway-2',
          version: '0.1.0',
          address: 'localhost:7969',
          seenAt: ago(4),
          generation: 41,
          errors: [
            {
              kind: 'PhysicalCluster',
              name: 'clusterA',
              message: 'clusterA cannot be reached: the connection was refused. Start it or correct bootstrap.servers.',
            },
          ],
          clusters: [
            {
              name: 'main',
              reachable: true,
              brokers: [
                { id: 1, address: 'localhost:7969', live: true },
                { id: 2, address: 'localhost:7970', live: false },
              ],
            },
            {
              name: 'clusterA',
              reachable: false,
              error: 'The connection was refused',
              brokers: [{ id: 1, address: 'localhost:7972', live: false }],
            },
          ],
        },
      ],
    })),
  },
  physicalCluster: {
    list: t.procedure.query(() => [
      {
        metadata: { name: 'main' },
        managedBy: 'environment',
        spec: {
          role: 'main',
          properties: {
            'bootstrap.servers': '127.0.0.1:29092,127.0.0.1:29093,127.0.0.1:29094',
            'security.protocol': 'PLAINTEXT',
          } as Record<string, string>,
        },
      },
      {
        metadata: { name: 'clusterA' },
        managedBy: 'file',
        spec: {
          role: 'upstream',
          properties: {
            'bootstrap.servers': '127.0.0.1:29192',
            'security.protocol': 'SASL_SSL',
            'sasl.mechanism': 'PLAIN',
          } as Record<string, string>,
        },
      },
    ]),
  },
  virtualCluster: {
    list: t.procedure.query(() => [vc('mypartner', 'Partner', 'localhost:6972'), vc('acme', 'Partner')]),
    get: t.procedure
      .input(z.object({ name: z.string() }))
      .query(({ input }) => vc(input.name, 'Partner', 'localhost:6972')),
  },
})
export type AppRouter = typeof appRouter

import { initTRPC } from '@trpc/server'
import { z } from 'zod'

const t = initTRPC.context<{ signedIn: boolean }>().create()
const ago = (s: number) => new Date(Date.now() - s * 1000).toISOString()
const r = <S>(kind: string, metadata: { name: string; vCluster?: string }, spec: S) => ({
  kind,
  apiVersion: 'gateway/v2',
  metadata,
  spec,
  uid: `${kind}-${metadata.name}`,
  generation: 3,
  managedBy: undefined as 'file' | 'environment' | undefined,
})
const vc = (name: string, type: 'Partner' | 'Standard', boot?: string) =>
  r(
    'VirtualCluster',
    { name },
    {
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
            } as Record<string, string>,
          }
        : undefined,
    },
  )
const empty = false
const fail = () => {
  if (process.env.FAIL) throw new Error('x')
}
const by = z.object({ vCluster: z.string().optional() }).optional()
export const appRouter = t.router({
  gateway: {
    list: t.procedure.query(() => {
      fail()
      return {
        generation: 43,
        gateways: empty
          ? []
          : [
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
                    error: undefined,
                    brokers: [
                      { id: 1, address: 'localhost:6969', live: true },
                      { id: 2, address: 'localhost:6970', live: true },
                      { id: 3, address: 'localhost:6971', live: true },
                    ],
                  },
                  { name: 'clusterA', reachable: true, brokers: [{ id: 1, address: 'localhost:6972', live: true }] },
                ] as {
                  name: string
                  reachable: boolean
                  error?: string
                  brokers: { id: number; address: string; live: boolean }[]
                }[],
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
                    message:
                      'clusterA cannot be reached: the connection was refused. Start it or correct bootstrap.servers.',
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
      }
    }),
  },
  physicalCluster: {
    list: t.procedure.query(() => [
      {
        ...r(
          'PhysicalCluster',
          { name: 'main' },
          {
            role: 'main',
            properties: {
              'bootstrap.servers': '127.0.0.1:29092,127.0.0.1:29093,127.0.0.1:29094',
              'security.protocol': 'PLAINTEXT',
            } as Record<string, string>,
          },
        ),
        managedBy: 'environment' as const,
      },
      {
        ...r(
          'PhysicalCluster',
          { name: 'clusterA' },
          {
            role: 'upstream',
            properties: {
              'bootstrap.servers': '127.0.0.1:29192',
              'security.protocol': 'SASL_SSL',
              'sasl.mechanism': 'PLAIN',
            } as Record<string, string>,
          },
        ),
        managedBy: 'file' as const,
      },
      r(
        'PhysicalCluster',
        { name: 'clusterB' },
        { role: 'upstream', properties: { 'bootstrap.servers': '127.0.0.1:29292' } as Record<string, string> },
      ),
    ]),
  },
  virtualCluster: {
    list: t.procedure.query(() => [vc('mypartner', 'Partner', 'localhost:6972'), vc('acme', 'Partner')]),
    get: t.procedure
      .input(z.object({ name: z.string() }))
      .query(({ input }) => vc(input.name, 'Partner', input.name === 'acme' ? undefined : 'localhost:6972')),
  },
  aliasTopic: {
    list: t.procedure.input(by).query(({ input }) =>
      [
        r(
          'AliasTopic',
          { name: 'topic1', vCluster: 'mypartner' },
          { physicalName: 'internal-topic-name1', physicalCluster: 'clusterA' },
        ),
        r(
          'AliasTopic',
          { name: 'topic2', vCluster: 'mypartner' },
          {
            physicalName: 'internal-topic-name2-with-a-rather-long-name.and.dots.in.it',
            physicalCluster: 'clusterA',
          },
        ),
      ].filter(x => !input?.vCluster || x.metadata.vCluster === input.vCluster),
    ),
  },
  serviceAccount: {
    list: t.procedure
      .input(by)
      .query(({ input }) =>
        [
          r(
            'GatewayServiceAccount',
            { name: 'admin', vCluster: 'mypartner' },
            { type: 'LOCAL', externalNames: [] as string[] },
          ),
          r(
            'GatewayServiceAccount',
            { name: 'user1', vCluster: 'mypartner' },
            { type: 'EXTERNAL', externalNames: ['CN=user1,O=Acme'] },
          ),
        ].filter(x => !input?.vCluster || x.metadata.vCluster === input.vCluster),
      ),
  },
  acl: {
    list: t.procedure.input(by).query(({ input }) =>
      ['READ', 'DESCRIBE', 'WRITE']
        .map((operation, i) =>
          r(
            'Acl',
            { name: `a${i}`, vCluster: 'mypartner' },
            {
              resourcePattern: {
                resourceType: i ? 'TOPIC' : 'GROUP',
                name: i ? 'topic1' : 'partner-app',
                patternType: i === 2 ? 'PREFIXED' : 'LITERAL',
              },
              principal: 'User:user1',
              host: '*',
              operation,
              permissionType: i === 2 ? 'DENY' : 'ALLOW',
            },
          ),
        )
        .filter(x => !input?.vCluster || x.metadata.vCluster === input.vCluster),
    ),
  },
})
export type AppRouter = typeof appRouter

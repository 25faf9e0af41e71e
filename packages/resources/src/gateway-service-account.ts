import { z } from 'zod'
import { defineKind, text, userName } from './kind.ts'

/** Who signs in to a virtual cluster: LOCAL with a token of the gateway, EXTERNAL with an identity from elsewhere. */
export const gatewayServiceAccount = defineKind('GatewayServiceAccount', {
  apiVersion: 'gateway/v2',
  path: 'service-account',
  scope: 'vCluster',
  order: 10,
  name: userName,
  spec: z
    .strictObject({
      type: z.preprocess(upperCase, z.enum(['LOCAL', 'EXTERNAL'])),
      externalNames: z.array(text).max(1, 'name exactly one identity').optional(),
    })
    .refine(({ type, externalNames }) => (type === 'EXTERNAL') === (externalNames?.length === 1), {
      path: ['externalNames'],
      message: 'name exactly one identity where type is EXTERNAL, and none where it is LOCAL',
    }),
  example: { metadata: { name: 'user1', vCluster: 'mypartner' }, spec: { type: 'LOCAL' } },
})

function upperCase(value: unknown): unknown {
  return typeof value === 'string' ? value.toUpperCase() : value
}

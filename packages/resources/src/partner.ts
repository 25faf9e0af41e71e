import { z } from 'zod'
import { defineKind, text, virtualClusterName } from './kind.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** With whom a virtual cluster is shared, why, and for how long. It has the name of the virtual cluster. */
export const partner = defineKind('Partner', {
  apiVersion: 'tidegate/v1',
  path: 'partner',
  scope: 'global',
  order: 9,
  name: virtualClusterName,
  spec: z
    .strictObject({
      displayName: text.describe('What the partner is called.'),
      contacts: z
        .array(z.email('give an e-mail address').max(320, 'use at most 320 characters'))
        .max(50, 'give at most 50 addresses')
        .default([])
        .describe('E-mail addresses at the partner.'),
      purpose: text.optional().describe('What the topics are shared for.'),
      owner: text.optional().describe('The team that answers for the share.'),
      endsOn: z.iso
        .date('give a day that there is, such as 2027-03-31')
        .optional()
        .describe('The last day of the share, in UTC: from its end on no account may sign in.'),
      noEndReason: text.optional().describe('Why the share has no end, where endsOn is left out.'),
    })
    .refine(({ endsOn, noEndReason }) => (endsOn === undefined) === (noEndReason !== undefined), {
      path: ['noEndReason'],
      message: 'say why the share has no end where spec.endsOn is left out, and leave it out where there is one',
    }),
  references: { 'metadata.name': 'VirtualCluster' },
  example: {
    metadata: { name: 'mypartner' },
    spec: { displayName: 'My Partner', contacts: ['kafka@partner.example'], endsOn: '2027-03-31' },
  },
})

/** When nobody may sign in any more, in milliseconds since 1970: infinite where the share has no end. */
export const shareEndsAt = ({ endsOn }: { readonly endsOn?: string | undefined }): number =>
  endsOn === undefined ? Number.POSITIVE_INFINITY : Date.parse(endsOn) + DAY_MS

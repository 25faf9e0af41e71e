import { z } from 'zod'
import { rule } from './naming.ts'

/** What an account may do with a topic. */
export const grants = ['read', 'write', 'both', 'none'] as const
export type Grant = (typeof grants)[number]

export const stepIds = ['partner', 'where', 'topics', 'access', 'review'] as const
export type StepId = (typeof stepIds)[number]

const account = z.object({
  /** Absent while it follows from the name of the virtual cluster, as the prefix of its groups does. */
  name: z.string().optional(),
  groupPrefix: z.string().optional(),
  template: z.enum(['read', 'write', 'both', 'custom']),
  /** By physical topic, where the template is custom. */
  grants: z.record(z.string(), z.enum(grants)),
})

const topic = z.object({
  physical: z.string(),
  /** Absent where the rule names it. */
  alias: z.string().optional(),
})

export const draft = z.object({
  displayName: z.string(),
  /** Absent while it follows from the display name. */
  name: z.string().optional(),
  contacts: z.array(z.string()),
  purpose: z.string(),
  owner: z.string(),
  hasEnd: z.boolean(),
  endsOn: z.string(),
  noEndReason: z.string(),
  cluster: z.string(),
  rule,
  topics: z.array(topic),
  accounts: z.array(account),
  superUser: z.string(),
  /** Steps that were left once by going on: what is wrong in them is said. */
  seen: z.array(z.enum(stepIds)),
})

export type Draft = z.output<typeof draft>
export type Account = Draft['accounts'][number]
export type Topic = Draft['topics'][number]

export const freshAccount: Account = { template: 'read', grants: {} }

/** A share lasts a year unless told otherwise. */
export const freshDraft = (today: Date): Draft => ({
  displayName: '',
  contacts: [],
  purpose: '',
  owner: '',
  hasEnd: true,
  endsOn: new Date(Date.UTC(today.getUTCFullYear() + 1, today.getUTCMonth(), today.getUTCDate()))
    .toISOString()
    .slice(0, 10),
  noEndReason: '',
  cluster: '',
  rule: { kind: 'keep', text: '', by: '' },
  topics: [],
  accounts: [freshAccount],
  superUser: 'admin',
  seen: [],
})

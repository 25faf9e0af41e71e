import type { StepId } from './draft.ts'

export const steps: readonly { readonly id: StepId; readonly title: string; readonly about: string }[] = [
  { id: 'partner', title: 'Partner', about: 'Who it is, what for, and until when.' },
  { id: 'where', title: 'Where', about: 'The Kafka cluster that has the topics, and what the partner sees of it.' },
  { id: 'topics', title: 'Topics', about: 'Which topics the partner sees, and under which names.' },
  { id: 'access', title: 'Access', about: 'The accounts that its clients sign in with, and what they may do.' },
  { id: 'review', title: 'Review', about: 'Everything in one place, before it is done.' },
]

export const pathOf = (id: StepId): string => `/partners/new/${id}`

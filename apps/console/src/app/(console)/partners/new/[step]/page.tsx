import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireSession } from '#request-session.ts'
import type { StepId } from '#share/draft.ts'
import { pathOf, steps } from '#share/steps.ts'
import { AccessStep } from '../access.tsx'
import { PartnerStep } from '../partner.tsx'
import { ReviewStep } from '../review.tsx'
import { TopicsStep } from '../topics.tsx'
import { WhereStep } from '../where.tsx'

const fields: Readonly<Record<StepId, () => React.ReactNode>> = {
  partner: PartnerStep,
  where: WhereStep,
  topics: TopicsStep,
  access: AccessStep,
  review: ReviewStep,
}

type Props = PageProps<'/partners/new/[step]'>

const stepIn = async ({ params }: Props) => {
  const { step } = await params
  return steps.find(({ id }) => id === step)
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const step = await stepIn(props)
  return { title: step ? `${step.title} · Share with a partner` : 'Share with a partner' }
}

export default async function ShareStep(props: Props) {
  const step = (await stepIn(props)) ?? notFound()
  await requireSession(pathOf(step.id))
  const Fields = fields[step.id]
  return <Fields />
}

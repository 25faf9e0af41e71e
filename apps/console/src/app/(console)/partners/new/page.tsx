import { redirect } from 'next/navigation'
import { requireSession } from '#request-session.ts'
import { pathOf } from '#share/steps.ts'

export default async function NewPartner(): Promise<never> {
  await requireSession(pathOf('partner'))
  redirect(pathOf('partner'))
}

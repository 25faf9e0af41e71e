import { redirect } from 'next/navigation'
import { pathOf } from '#share/steps.ts'

export default function NewPartner(): never {
  redirect(pathOf('partner'))
}

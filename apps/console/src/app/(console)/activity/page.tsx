import type { Metadata } from 'next'
import { Activity } from '#change/history/activity.tsx'
import { Page } from '#components/page.tsx'
import { requireSession } from '#request-session.ts'

export const metadata: Metadata = { title: 'Activity' }

export default async function ActivityPage() {
  await requireSession('/activity')
  return (
    <Page title="Activity" about="Who changed what, when and where from, and the way back.">
      <Activity />
    </Page>
  )
}

'use client'

import Link from 'next/link'
import { Notice } from '#components/notice.tsx'
import { pathOf } from '#share/steps.ts'
import { Chosen } from './chosen.tsx'
import { Picker } from './picker.tsx'
import { RuleFields } from './rule-fields.tsx'
import { useSharing } from './sharing.tsx'

export function TopicsStep() {
  const { draft } = useSharing()
  if (draft.cluster === '') return <NoCluster />
  return (
    <>
      <Picker cluster={draft.cluster} />
      <RuleFields />
      <Chosen />
    </>
  )
}

const NoCluster = () => (
  <Notice
    tone="info"
    what="No physical cluster is chosen yet"
    why="Topics are picked from one."
    next={
      <Link href={pathOf('where')} className="font-medium underline underline-offset-2">
        Choose one first
      </Link>
    }
  />
)

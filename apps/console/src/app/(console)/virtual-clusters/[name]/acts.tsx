'use client'

import Link from 'next/link'
import { buttonLook } from '#components/button.tsx'
import { useMay } from '#components/may.tsx'
import { RemoveShare } from '#share/remove-share.tsx'

export function Acts({ name }: { name: string }) {
  if (!useMay('write')) return null
  return (
    <div className="flex flex-wrap gap-2">
      <Link href={`/virtual-clusters/${name}/edit`} className={buttonLook()}>
        Edit
      </Link>
      <RemoveShare name={name} what={`virtual cluster ${name}`} to="/virtual-clusters" />
    </div>
  )
}

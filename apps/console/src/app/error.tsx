'use client'

import { Broken, type BrokenProps } from '#components/broken.tsx'
import { Door } from '#components/door.tsx'

/** Where not even what stands around a page can be shown. */
export default function ErrorPage(props: BrokenProps) {
  return (
    <Door title="Something is broken">
      <Broken {...props} />
    </Door>
  )
}

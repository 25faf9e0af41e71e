'use client'

import { Broken, type BrokenProps } from '#components/broken.tsx'

/** In the place of the page: one can go elsewhere. */
export default function PageError(props: BrokenProps) {
  return (
    <div className="max-w-page space-y-6 px-4 py-6 sm:px-8">
      <h1 className="font-semibold text-xl tracking-tight">Something is broken</h1>
      <Broken {...props} />
    </div>
  )
}

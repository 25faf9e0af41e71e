'use client'

import './globals.css'
import { Broken, type BrokenProps } from '#components/broken.tsx'
import { Door } from '#components/door.tsx'

/** Where nothing else can be shown: it stands for the whole document. */
export default function GlobalError(props: BrokenProps) {
  return (
    <html lang="en">
      <body>
        <title>Something is broken · Tidegate</title>
        <Door title="Something is broken">
          <Broken {...props} />
        </Door>
      </body>
    </html>
  )
}

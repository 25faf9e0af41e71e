import type { Metadata } from 'next'
import Link from 'next/link'
import { Door } from '#components/door.tsx'

export const metadata: Metadata = { title: 'Nothing here' }

export default function NotFound() {
  return (
    <Door
      title="There is nothing at this address"
      about="It may be misspelt, or what stood here was removed or has moved."
    >
      <Link href="/" className="text-accent underline underline-offset-2">
        Go to the start of the console
      </Link>
    </Door>
  )
}

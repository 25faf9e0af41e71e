import Link from 'next/link'
import { buttonLook } from '#components/button.tsx'

/** Leads to the form that makes another of what a list shows. */
export const NewObject = ({ href, words }: { href: string; words: string }) => (
  <p>
    <Link href={href} className={buttonLook('main')}>
      {words}
    </Link>
  </p>
)

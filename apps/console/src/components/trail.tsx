import Link from 'next/link'

type TrailProps = { of: readonly (readonly [name: string, href: string])[] }

/** What a page is within, the widest first. */
export const Trail = ({ of }: TrailProps) => (
  <nav aria-label="Within">
    <ol className="flex flex-wrap gap-x-2 text-ink-3">
      {of.map(([name, href], index) => (
        <li key={href} className="flex min-w-0 gap-2">
          {index > 0 && <span aria-hidden="true">/</span>}
          <Link href={href} className="break-all underline-offset-2 hover:text-ink-1 hover:underline">
            {name}
          </Link>
        </li>
      ))}
    </ol>
  </nav>
)

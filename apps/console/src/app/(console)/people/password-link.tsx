import { Button } from '#components/button.tsx'
import { CodeBlock } from '#components/code-block.tsx'

export type ShownLink = { email: string; path: string; until: string }

type PasswordLinkProps = { link: ShownLink; onClose: () => void }

/** Shown once: only its hash is kept. */
export const PasswordLink = ({ link: { email, path, until }, onClose }: PasswordLinkProps) => (
  <section aria-label="Password link" className="space-y-3 rounded-lg border border-info/30 bg-info/8 px-4 py-4">
    <h2 className="font-semibold text-lg">Give this link to {email}</h2>
    <p className="max-w-prose text-ink-2">
      With it they set their password. It works once, until {until.slice(0, 16).replace('T', ' ')} UTC, and is not shown
      again.
    </p>
    <CodeBlock code={`${window.location.origin}${path}`} label="link" />
    <Button onClick={onClose}>I have it</Button>
  </section>
)

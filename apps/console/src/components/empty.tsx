import type { ReactNode } from 'react'
import { CodeBlock } from '#components/code-block.tsx'

type EmptyProps = { title: string; children: ReactNode; code?: string; codeLabel?: string }

/** Nothing here yet: what would stand here, and the exact text that makes the first. */
export const Empty = ({ title, children, code, codeLabel = 'command' }: EmptyProps) => (
  <div className="rounded-lg border border-line border-dashed px-4 py-8 sm:px-8">
    <div className="max-w-prose space-y-3">
      <h2 className="font-semibold text-lg">{title}</h2>
      <p className="text-ink-2">{children}</p>
      {code && <CodeBlock code={code} label={codeLabel} />}
    </div>
  </div>
)

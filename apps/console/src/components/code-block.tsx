import { CopyButton } from '#components/copy-button.tsx'

/** Text to take away: it scrolls inside itself and never widens the page. */
export const CodeBlock = ({ code, label }: { code: string; label: string }) => (
  <div className="relative rounded-lg border border-line bg-surface-1">
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
    <pre tabIndex={0} className="overflow-x-auto py-3 pr-12 pl-4 font-mono text-xs text-ink-1">
      {code}
    </pre>
    <div className="absolute top-1.5 right-1.5 rounded-md bg-surface-1">
      <CopyButton text={code} label={`Copy ${label}`} />
    </div>
  </div>
)

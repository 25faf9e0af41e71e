import { Ago } from '#components/ago.tsx'
import { Button } from '#components/button.tsx'
import { CodeBlock } from '#components/code-block.tsx'
import { Notice } from '#components/notice.tsx'
import { titleOf } from './kind-names.ts'
import type { Conflict } from './use-apply.ts'
import { YamlDiff } from './yaml-diff.tsx'

type OvertakenProps = {
  conflicts: readonly Conflict[]
  /** Mine on top of theirs; absent where the form cannot do that. */
  onMerge?: (() => void) | undefined
  onDiscard: () => void
}

/** Two people changed the same thing: what it was, what it is now and by whom, what is wanted. Nothing was written. */
export const Overtaken = ({ conflicts, onMerge, onDiscard }: OvertakenProps) => (
  <section aria-label="Changed meanwhile" className="space-y-4">
    {conflicts.map(conflict => (
      <div key={`${conflict.kind}/${conflict.vCluster}/${conflict.name}`} className="space-y-3">
        <Notice
          tone="warn"
          what={`Someone else changed ${titleOf(conflict)} while you edited it`}
          why={
            conflict.changed && (
              <>
                {conflict.changed.user} changed it <Ago at={conflict.changed.at} />. Nothing of yours was written.
              </>
            )
          }
          next="Compare the versions, then take theirs along or start anew."
        />
        <div className="grid gap-4 xl:grid-cols-3">
          <Version title="What you started from">
            {conflict.base ? <CodeBlock code={conflict.base} label="what you started from" /> : <Absent />}
          </Version>
          <Version title="What it is now">
            {conflict.theirs ? (
              <YamlDiff before={conflict.base ?? ''} after={conflict.theirs} label="What they changed" />
            ) : (
              <Absent />
            )}
          </Version>
          <Version title="What you want">
            {conflict.mine ? (
              <YamlDiff before={conflict.base ?? ''} after={conflict.mine} label="What you changed" />
            ) : (
              <Absent />
            )}
          </Version>
        </div>
      </div>
    ))}
    <div className="flex flex-wrap gap-2">
      {onMerge && (
        <Button look="main" onClick={onMerge}>
          Keep my changes on top of theirs
        </Button>
      )}
      <Button onClick={onDiscard}>Discard mine and show theirs</Button>
    </div>
  </section>
)

const Version = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <div className="min-w-0 space-y-1.5">
    <h3 className="font-medium">{title}</h3>
    {children}
  </div>
)

const Absent = () => (
  <p className="rounded-lg border border-line border-dashed px-3 py-2 text-ink-3">It does not exist.</p>
)

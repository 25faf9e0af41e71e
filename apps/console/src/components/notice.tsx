import type { ReactNode } from 'react'
import { CopyButton } from '#components/copy-button.tsx'
import { type Tone, tones } from '#components/status.tsx'

type NoticeProps = { tone: Tone; what: string; why?: ReactNode; next?: ReactNode; id?: string | undefined }

/** What happened, why, and what to do; `id` is what the log has it under. It stands where it applies and never vanishes by itself. */
export function Notice({ tone, what, why, next, id }: NoticeProps) {
  const { icon: Icon, text, surface } = tones[tone]
  return (
    <div role={tone === 'bad' ? 'alert' : 'status'} className={`flex gap-3 rounded-lg border px-4 py-3 ${surface}`}>
      <Icon aria-hidden="true" className={`mt-0.5 size-4 shrink-0 ${text}`} />
      <div className="min-w-0 space-y-1 break-words">
        <p className={`font-medium ${text}`}>{what}</p>
        {why && <p className="text-ink-2">{why}</p>}
        {next && <div className="text-ink-2">{next}</div>}
        {id && (
          <p className="flex flex-wrap items-center gap-x-2 text-ink-3 text-xs">
            Correlation id <span className="break-all font-mono">{id}</span>
            <CopyButton text={id} label="Copy the correlation id" />
          </p>
        )}
      </div>
    </div>
  )
}

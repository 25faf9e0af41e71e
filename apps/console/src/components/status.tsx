import { CircleCheck, CircleHelp, CircleX, Info, type LucideIcon, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'unknown'

export const tones: Readonly<Record<Tone, { icon: LucideIcon; text: string; surface: string }>> = {
  ok: { icon: CircleCheck, text: 'text-ok', surface: 'border-ok/30 bg-ok/8' },
  warn: { icon: TriangleAlert, text: 'text-warn', surface: 'border-warn/35 bg-warn/8' },
  bad: { icon: CircleX, text: 'text-bad', surface: 'border-bad/35 bg-bad/8' },
  info: { icon: Info, text: 'text-info', surface: 'border-info/30 bg-info/8' },
  unknown: { icon: CircleHelp, text: 'text-unknown', surface: 'border-line bg-surface-1' },
}

/** A state is an icon, a word and a colour; the colour alone says nothing. */
export function Status({ tone, children }: { tone: Tone; children: ReactNode }) {
  const { icon: Icon, text } = tones[tone]
  return (
    <span className={`inline-flex items-start gap-1.5 ${text}`}>
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span>{children}</span>
    </span>
  )
}

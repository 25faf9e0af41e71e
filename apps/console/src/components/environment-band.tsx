import { type Tone, tones } from '#components/status.tsx'

/** By the first word of the name; any other environment is told calmly. */
const toneOf: Readonly<Record<string, Tone>> = { production: 'bad', prod: 'bad', staging: 'warn' }

/** Says on every page, before sign-in too, which environment one is about to change. The name keeps clear of the hatch. */
export function EnvironmentBand({ name }: { name: string }) {
  const tone = toneOf[name.toLowerCase().split(/\W/)[0] ?? ''] ?? 'info'
  const { icon: Icon, text, surface } = tones[tone]
  const isAlarming = tone === 'bad'
  return (
    <aside aria-label="Environment" data-environment={name} className={`sticky top-0 z-10 bg-surface-0 ${text}`}>
      <div className={`flex h-(--band) justify-center border-b ${isAlarming ? 'border-bad bg-hatch' : surface}`}>
        <p
          className={`flex min-w-0 items-center gap-1.5 px-3 font-semibold text-xs uppercase ${isAlarming ? 'bg-surface-0' : ''}`}
        >
          <Icon aria-hidden="true" className="size-3.5 shrink-0" />
          <span className="truncate">{name}</span>
        </p>
      </div>
    </aside>
  )
}

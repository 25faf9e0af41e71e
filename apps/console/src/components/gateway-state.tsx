import { Ago } from '#components/ago.tsx'
import { Status } from '#components/status.tsx'
import type { Gateway } from '#trpc/provider.tsx'

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`

/** The worst first, and all that is wrong. */
export function GatewayState({ gateway }: { gateway: Gateway }) {
  const { stale, errors, lagging, currentGeneration, generation, seenAt } = gateway
  if (stale)
    return (
      <Status tone="bad">
        Silent, last seen <Ago at={seenAt} />
      </Status>
    )
  if (errors.length === 0 && !lagging) return <Status tone="ok">Up to date</Status>
  return (
    <div className="grid gap-1">
      {errors.length > 0 && <Status tone="bad">{counted(errors.length, 'error')}</Status>}
      {lagging && <Status tone="warn">{`${counted(currentGeneration - generation, 'change')} behind`}</Status>}
    </div>
  )
}

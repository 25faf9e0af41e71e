import { Notice } from '#components/notice.tsx'
import { Status } from '#components/status.tsx'
import type { Standing } from '#trpc/provider.tsx'

type InForceProps = { of: Standing['inForce'] }

export function InForce({ of: { on, of } }: InForceProps) {
  if (of === 0) return <Status tone="unknown">No gateway runs</Status>
  return <Status tone={on === of ? 'ok' : 'warn'}>{`In force on ${on} of ${of} gateways`}</Status>
}

/** Which gateways do not run it as it stands here, and why. */
export const Behind = ({ of: { behind } }: InForceProps) =>
  behind.map(({ gateway, reason }) => (
    <Notice key={gateway} tone="warn" what={`Not yet in force on ${gateway}`} why={`${reason}.`.replace(/^i/, 'I')} />
  ))

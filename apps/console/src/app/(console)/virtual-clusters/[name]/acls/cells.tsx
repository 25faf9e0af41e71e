import { Mono } from '#components/mono.tsx'
import { Status } from '#components/status.tsx'
import type { AclBinding } from '#trpc/provider.tsx'

/** `TRANSACTIONAL_ID` → `Transactional id`. */
export const words = (constant: string) => constant.charAt(0) + constant.slice(1).toLowerCase().replaceAll('_', ' ')

export const Permission = ({ of }: { of: AclBinding['permissionType'] }) =>
  of === 'ALLOW' ? <Status tone="ok">Allow</Status> : <Status tone="bad">Deny</Status>

export function Name({ of: { name, patternType } }: { of: AclBinding['resourcePattern'] }) {
  if (patternType === 'PREFIXED')
    return (
      <>
        Starts with <Mono>{name}</Mono>
      </>
    )
  return name === '*' ? 'Any' : <Mono>{name}</Mono>
}

import type { Role } from '@tidegate/store'
import { control } from '#components/field.tsx'
import { roleNames, roles } from '#components/role-names.ts'
import type { Person } from '#trpc/provider.tsx'

type RoleSelectProps = { of: Person; onChange: (role: Role) => void }

export const RoleSelect = ({ of: { email, role }, onChange }: RoleSelectProps) => (
  <select
    aria-label={`Role of ${email}`}
    value={role}
    onChange={({ target }) => onChange(target.value as Role)}
    className={`${control} min-w-28 py-1.5`}
  >
    {roles.map(each => (
      <option key={each} value={each}>
        {roleNames[each]}
      </option>
    ))}
  </select>
)

import type { Role } from '@tidegate/store'

export const roleNames: Readonly<Record<Role, string>> = { viewer: 'Viewer', operator: 'Operator', owner: 'Owner' }

export const roles = Object.keys(roleNames) as Role[]

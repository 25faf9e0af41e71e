import type { Role } from '@tidegate/store'

/** `self` is what everyone may do with what is theirs: their sessions. */
export type Permission = 'read' | 'write' | 'people' | 'self'

/** Who may do what. There is no other place that decides it. */
const permissions: Readonly<Record<Role, readonly Permission[]>> = {
  viewer: ['read', 'self'],
  operator: ['read', 'self', 'write'],
  owner: ['read', 'self', 'write', 'people'],
}

export const permissionsOf = (role: Role): readonly Permission[] => permissions[role]

/** Fails closed: what needs an unknown permission, or none that is said, is allowed to nobody. */
export const may = (role: Role, permission: Permission | undefined): boolean =>
  permission !== undefined && (permissions[role]?.includes(permission) ?? false)

export const refusals: Readonly<Record<Permission, string>> = {
  read: 'You may not read this: ask an Owner for a role',
  write: 'You may read but not change things here: ask for a user with write access',
  people: 'Only an Owner manages people: ask one',
  self: 'You may not do this: ask an Owner for a role',
}

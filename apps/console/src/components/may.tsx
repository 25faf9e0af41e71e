'use client'

import type { Permission } from '@tidegate/api'
import { createContext, type ReactNode, useContext } from 'react'

const Permissions = createContext<readonly Permission[]>([])

type MayProviderProps = { permissions: readonly Permission[]; children: ReactNode }

export const MayProvider = ({ permissions, children }: MayProviderProps) => (
  <Permissions value={permissions}>{children}</Permissions>
)

/** Whether to offer something. A courtesy: the procedure itself decides. */
export const useMay = (permission: Permission): boolean => useContext(Permissions).includes(permission)

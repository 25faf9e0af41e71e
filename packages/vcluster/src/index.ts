export type { AclBinding } from './acl-binding.ts'
export type { AclStore, Node, Nodes, VirtualIdentity } from './context.ts'
export { type GateOptions, virtualGate } from './gate.ts'
export { createView, type View, type ViewSpec } from './view.ts'

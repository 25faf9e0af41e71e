export { openStore } from './open.ts'
export type {
  Actor,
  Applied,
  ApplyOptions,
  ClusterReport,
  Inspection,
  ListFilter,
  Replaced,
  ResourceError,
  Slot,
  Snapshot,
  Store,
  StoreOptions,
  Surface,
  Token,
  Worker,
  WorkerReport,
} from './store.ts'

export { cursorOf, readCursor } from './cursor.ts'
export { openStore } from './open.ts'
export type { Contents, Page, PageQuery } from './paging.ts'
export type {
  Conflict,
  Expected,
  HistoryChange,
  HistoryEvent,
  HistoryFilter,
  Planned,
  PlannedChange,
  ResourceKey,
  Return,
  SecretChange,
} from './planning.ts'
export { secretDifferences } from './secret-changes.ts'
export type { OneTime, OpenSession, People, Person, Role } from './sign-in.ts'
export type {
  Actor,
  AliasUse,
  Applied,
  ApplyOptions,
  Changes,
  ClientReport,
  ClusterReport,
  Inspection,
  ListFilter,
  Point,
  RefusalReport,
  Replaced,
  ResourceError,
  Slot,
  Snapshot,
  Store,
  StoreOptions,
  Surface,
  Token,
  TokenUsage,
  TokenUse,
  UsageReport,
  Worker,
  WorkerReport,
} from './store.ts'
export { unavailable } from './unavailable.ts'

export { type Change, plan } from './plan.ts'
export { type Controller, coalesce, createReconciler, type Reconciler, type Running } from './reconciler.ts'

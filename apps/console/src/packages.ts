/**
 * Loaded by Node as they stand and not bundled: an error class is then the same one everywhere in the process, and
 * the store finds its migrations and its WebAssembly beside its own files.
 */
export const { appRouter, Feed } = await import(/* turbopackIgnore: true */ '@tidegate/api')
export const { openStore } = await import(/* turbopackIgnore: true */ '@tidegate/store')
/** The same copy of tRPC as the procedures', by whose marks it knows what they yield. */
export const { fetchRequestHandler } = await import(/* turbopackIgnore: true */ '@trpc/server/adapters/fetch')

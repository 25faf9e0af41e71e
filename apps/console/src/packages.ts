/**
 * Loaded by Node as they stand and not bundled: an error class is then the same one everywhere in the process, and
 * the store finds its migrations and its WebAssembly beside its own files.
 */
export const { appRouter, Feed, permissionsOf, tell } = await import(/* turbopackIgnore: true */ '@tidegate/api')
export const { GatewayError } = await import(/* turbopackIgnore: true */ '@tidegate/errors')
export const { unavailable } = await import(/* turbopackIgnore: true */ '@tidegate/store')
export const { openConsoleStore } = await import(/* turbopackIgnore: true */ '@tidegate/store/sign-in')
export const { betterAuth } = await import(/* turbopackIgnore: true */ 'better-auth')
export const { genericOAuth } = await import(/* turbopackIgnore: true */ 'better-auth/plugins/generic-oauth')
/** The same copy of tRPC as the procedures', by whose marks it knows what they yield. */
export const { fetchRequestHandler } = await import(/* turbopackIgnore: true */ '@trpc/server/adapters/fetch')

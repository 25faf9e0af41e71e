import { authWithProvider } from '#auth.ts'

/** Where the identity provider sends a browser back to. */
export const GET = async (request: Request): Promise<Response> =>
  (await authWithProvider(request.headers)).handler(request)

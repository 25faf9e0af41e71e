import type { Store } from '@tidegate/store'
import type { Environment } from '../env.ts'
import { examine } from './index.ts'
import { printed, reportOf } from './report.ts'

type Rest = (request: Request) => Promise<Response>
type Options = {
  readonly environment: Environment
  readonly store: Store
  readonly actorOf: (authorization: string | undefined) => Promise<unknown>
  readonly unready: () => Promise<readonly string[]>
}

const PATH = '/tidegate/v1/doctor'

/** `GET /tidegate/v1/doctor`, for whoever may read; every other request goes on, and so does one that is refused. */
export function withDoctor({ environment, store, actorOf, unready }: Options, rest: Rest): Rest {
  let current: ReturnType<typeof examine> | undefined
  // Who asks meanwhile gets the same answer, so that nobody makes a gateway knock on its upstreams without end.
  const shared = () => {
    current ??= unready()
      .then(reasons => examine({ environment, store, running: { unready: reasons } }))
      .finally(() => {
        current = undefined
      })
    return current
  }
  return async request => {
    const mine = request.method === 'GET' && new URL(request.url).pathname === PATH
    if (!mine || !(await actorOf(request.headers.get('authorization') ?? undefined))) return rest(request)
    const groups = await shared()
    const report = reportOf(groups)
    const failed = { 'tidegate-failed': String(report.failed) }
    if (!request.headers.get('accept')?.includes('text/plain')) return Response.json(report, { headers: failed })
    const headers = { ...failed, 'content-type': 'text/plain; charset=utf-8' }
    return new Response(printed(groups, false), { headers })
  }
}

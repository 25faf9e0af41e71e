import { serve } from '@hono/node-server'
import { GatewayError } from '@tidegate/errors'
import { Hono, type MiddlewareHandler } from 'hono'
import { Registry } from 'prom-client'

export type HttpOptions = {
  readonly host: string
  readonly port: number
  readonly version: string
  /** In the text form of Prometheus. */
  readonly metrics: () => Promise<string>
  /** The resources' REST surface, for every path that is not named here. */
  readonly rest: (request: Request) => Promise<Response>
  /** The user of a request's Basic credentials, if they are right. */
  readonly userOf: (authorization: string | undefined) => { name: string } | undefined
  readonly securedMetrics: boolean
  /** What keeps the gateway from being ready; empty when nothing does. */
  readonly unready: () => Promise<readonly string[]>
  /** What does not, and should be known all the same. */
  readonly note: () => string | undefined
}

/** Answers once the port is open; rejects with CONFLICT where it cannot be. */
export async function startHttp(options: HttpOptions): Promise<{ stop(): Promise<void> }> {
  const app = new Hono()
  const signedIn: MiddlewareHandler = async (context, next) => {
    if (!options.securedMetrics || options.userOf(context.req.header('authorization'))) return next()
    return context.text('The given credentials are not valid', 401, { 'www-authenticate': 'Basic realm="tidegate"' })
  }
  app.get('/health/live', context => context.text('LIVE'))
  app.get('/health/ready', async context => {
    const reasons = await options.unready()
    if (reasons.length === 0) return context.text(['READY', options.note() ?? []].flat().join('\n'))
    return context.text(`NOT READY\n${reasons.join('\n')}`, 503)
  })
  app.get('/versions', context => context.json({ gateway: options.version }))
  app.get('/metrics', signedIn, async context =>
    context.text(await options.metrics(), 200, { 'content-type': Registry.PROMETHEUS_CONTENT_TYPE }),
  )
  app.all('*', context => options.rest(context.req.raw))

  const { host: hostname, port } = options
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname, port }, () =>
      resolve({
        stop: () =>
          new Promise(done => {
            server.close(() => done())
            if ('closeAllConnections' in server) server.closeAllConnections()
          }),
      }),
    )
    server.once('error', cause =>
      reject(
        new GatewayError(
          'CONFLICT',
          `The HTTP API cannot listen on ${hostname}:${port}: free the port or set GATEWAY_HTTP_PORT`,
          cause,
        ),
      ),
    )
  })
}

import { errors } from '@tidegate/errors'
import { TRPCError } from '@trpc/server'
import type { Context } from './context.ts'
import { type Failure, failureOf, tell } from './failure.ts'
import { openApi } from './openapi.ts'
import { may } from './permission.ts'
import { MAX_BODY_BYTES, parseBody, readBody } from './rest-body.ts'
import { match, type Route, routes } from './rest-routes.ts'
import type { Parameter } from './trpc.ts'

type Options = { contextOf(request: Request): Promise<Context | undefined> }
type Found = { readonly route: Route; readonly values: Readonly<Record<string, string>> }

const DOCS = '/gateway/v2/docs'

/** Serves the procedures that have a REST form. It adds no rule of its own, so that no two surfaces can disagree. */
export const restHandler =
  ({ contextOf }: Options) =>
  async (request: Request): Promise<Response> => {
    let context: Context | undefined
    try {
      context = await contextOf(request)
      return context ? await answer(request, context) : unauthenticated()
    } catch (error) {
      return failed(toFailure(error, context))
    }
  }

async function answer(request: Request, context: Context): Promise<Response> {
  const { pathname, searchParams } = new URL(request.url)
  if (pathname === DOCS) return request.method === 'GET' ? Response.json(openApi()) : wrongMethod(['GET'])
  const found = routes.flatMap(route => {
    const values = match(route.rest.path, pathname)
    return values ? [{ route, values }] : []
  })
  if (found.length === 0) return refused(404, 'There is nothing at this path', `See ${DOCS} for what there is`)
  const chosen = found.find(({ route }) => route.rest.method === request.method)
  if (!chosen) return wrongMethod(found.map(({ route }) => route.rest.method))
  // Who may not write learns nothing of what is wrong with what they wrote.
  if (!may(context.actor.role, chosen.route.permission)) return respond(chosen, await chosen.route.call(context, {}))
  try {
    return await perform(request, chosen, { context, searchParams })
  } catch (error) {
    return failed(toFailure(error, context), readFrom(chosen.route))
  }
}

const toFailure = (error: unknown, context: Context | undefined): Failure =>
  failureOf(error instanceof TRPCError ? error : tell(error, context))

/** What of the request the input comes from, where that is one thing. */
const readFrom = ({ rest }: Route): string => (rest.body ? 'body' : rest.query ? 'query parameter' : 'path')

async function perform(
  request: Request,
  found: Found,
  { context, searchParams }: { context: Context; searchParams: URLSearchParams },
): Promise<Response> {
  const { rest, call } = found.route
  const bytes = rest.body ? await readBody(request) : Buffer.alloc(0)
  if (!bytes) return refused(413, 'The request is too large', `Send at most ${MAX_BODY_BYTES} bytes`)
  let input: Record<string, unknown> = { ...found.values }
  for (const [name, value] of searchParams) {
    const parameter = rest.query && Object.hasOwn(rest.query, name) ? rest.query[name] : undefined
    if (!parameter)
      return malformed(
        `query parameter ${printable(name)}`,
        'there is no such parameter here: correct its name or remove it',
      )
    if (!fits(parameter, value)) return malformed(`query parameter ${name}`, 'use true or false')
    input[parameter.to ?? name] = parameter.type === 'boolean' ? value === 'true' : value
  }
  if (rest.body) {
    const body = parseBody(bytes, request.headers.get('content-type'))
    if (rest.body.to) input[rest.body.to] = body
    else if (typeof body !== 'object' || body === null || Array.isArray(body))
      return malformed('body', 'send an object')
    else input = { ...input, ...body }
  }
  return respond(found, await call(context, input))
}

function respond({ route: { rest } }: Found, output: unknown): Response {
  if (rest.status === 204) return new Response(null, { status: 204 })
  return Response.json(rest.answer ? rest.answer(output) : output)
}

const fits = ({ type }: Parameter, value: string): boolean => type === 'string' || value === 'true' || value === 'false'

const printable = (name: string): string => JSON.stringify(name.slice(0, 60))

function failed({ code, message, correlationId, details }: Failure, place = 'path'): Response {
  if (code === 'MALFORMED') return malformed(place, message)
  const { http, title } = errors[code]
  const told = code === 'INTERNAL' ? `Ask your administrator, and name the id ${correlationId}` : message
  return Response.json(
    { ...details, ...bodyOf(title, told), ...(correlationId && { correlationId }) },
    { status: http },
  )
}

/** The contract has no error object for what cannot be read. */
const malformed = (what: string, why: string): Response =>
  new Response(`Invalid value for: ${what} (${why})`, {
    status: 400,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  })

/** Clients of the contract read `cause`, then `msg`, then `title`; some older ones read `message`. */
const bodyOf = (title: string, message: string) => ({ title, msg: message, message, cause: message })

const refused = (status: number, title: string, message: string, headers: Record<string, string> = {}): Response =>
  Response.json(bodyOf(title, message), { status, headers })

const unauthenticated = (): Response =>
  refused(401, errors.UNAUTHENTICATED.title, 'Sign in with Basic authentication as a user of GATEWAY_ADMIN_API_USERS', {
    'www-authenticate': 'Basic realm="tidegate", charset="UTF-8"',
  })

const wrongMethod = (methods: readonly string[]): Response =>
  refused(405, 'The method is not offered at this path', `Use ${methods.join(' or ')}`, { allow: methods.join(', ') })

import { type ErrorCode, errors } from '@tidegate/errors'
import { z } from 'zod'
import { routes } from './rest-routes.ts'
import type { Rest } from './trpc.ts'

const error = {
  type: 'object',
  required: ['title'],
  properties: {
    title: { type: 'string' },
    msg: { type: 'string' },
    message: { type: 'string' },
    cause: { type: 'string' },
  },
}

const TOLD = ['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT', 'STORE_UNAVAILABLE', 'INTERNAL'] as const

/** The documentation of all that REST serves, by which the command-line client of the contract finds its way. */
export function openApi() {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const { rest } of routes) {
    paths[rest.path] ??= {}
    paths[rest.path]![rest.method.toLowerCase()] = operationOf(rest)
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Tidegate',
      version: '2',
      description: 'Desired state of the gateways. JSON, or YAML where the content type says so.',
    },
    security: [{ basic: [] }],
    paths,
    components: { securitySchemes: { basic: { type: 'http', scheme: 'basic' } }, schemas: { Error: error } },
  }
}

function operationOf({ path, summary, query = {}, body, tag, tells = [], extensions, ...rest }: Rest) {
  return {
    summary,
    ...(tag && { tags: [tag] }),
    parameters: [...pathParameters(path), ...queryParameters(query)],
    ...(body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(body.schema), example: body.example } },
      },
    }),
    responses: { ...responseOf(rest.status), ...refusals(tells), 400: malformed },
    ...extensions,
  }
}

const pathParameters = (path: string) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }))

const queryParameters = (query: NonNullable<Rest['query']>) =>
  Object.entries(query).map(([name, { type, description }]) => ({
    name,
    in: 'query',
    required: false,
    description,
    schema: { type },
  }))

const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })

const responseOf = (status: Rest['status']) =>
  status === 204
    ? { 204: { description: 'Done' } }
    : { 200: { description: 'Done', content: { 'application/json': { schema: {} } } } }

const errorContent = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } }

const refusals = (tells: readonly ErrorCode[]) =>
  Object.fromEntries(
    [...TOLD, ...tells].map(code => [errors[code].http, { description: errors[code].title, content: errorContent }]),
  )

const malformed = {
  description: 'The request could not be read, or the resource is not valid',
  content: { 'text/plain': { schema: { type: 'string' } }, ...errorContent },
}

'use client'

import { useQuery } from '@tanstack/react-query'
import { CodeBlock } from '#components/code-block.tsx'
import { useTRPC } from '#trpc/provider.tsx'

type PutCommandProps = { path: string; resource: object }

/** The line that a reader pastes into a shell to create or change a resource, at a gateway that runs. */
export function PutCommand({ path, resource }: PutCommandProps) {
  const gateways = useQuery(useTRPC().gateway.list.queryOptions())
  const running = gateways.data?.find(({ stale }) => !stale)
  const lines = [
    'curl --user admin --request PUT \\',
    `  ${running?.adminUrl ?? 'http://localhost:8888'}/gateway/v2/${path} \\`,
    `  --data '${JSON.stringify(resource, null, 2)}'`,
  ]
  return <CodeBlock code={lines.join('\n')} label="command" />
}

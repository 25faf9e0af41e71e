'use client'

import { useQuery } from '@tanstack/react-query'
import { groupOf } from '#components/group-of.ts'
import { Live } from '#components/live.tsx'
import { Section } from '#components/page.tsx'
import { Snippets } from '#components/snippets.tsx'
import { type AclBinding, useTRPC } from '#trpc/provider.tsx'

type ProgramsProps = { vCluster: string; username: string; bootstrapServers: string }

/** Programs that do what this account may do. */
export function Programs({ vCluster, username, bootstrapServers }: ProgramsProps) {
  const trpc = useTRPC()
  const aliases = useQuery(trpc.aliasTopic.list.queryOptions({ vCluster }))
  const acls = useQuery(trpc.acl.list.queryOptions({ vCluster }))
  const data = aliases.data && acls.data && { topics: aliases.data, acls: acls.data }
  return (
    <Live of={{ data, error: aliases.error ?? acls.error }}>
      {({ topics, acls }) => {
        const bindings = acls.map(({ spec }) => spec).filter(({ principal }) => principal === `User:${username}`)
        const rule = bindings.find(({ resourcePattern }) => resourcePattern.resourceType === 'GROUP')
        const group = rule && groupOf(rule, username)
        if (topics.length === 0) return null
        return (
          <Section title="A program to start from">
            <Snippets
              bootstrapServers={bootstrapServers}
              username={username}
              topics={topics.map(({ metadata }) => metadata.name)}
              can={canOf(bindings)}
              {...(group && { group })}
            />
          </Section>
        )
      }}
    </Live>
  )
}

function canOf(bindings: readonly AclBinding[]) {
  const does = (wanted: AclBinding['operation']) =>
    bindings.some(({ resourcePattern, operation }) => resourcePattern.resourceType === 'TOPIC' && operation === wanted)
  if (does('READ') === does('WRITE')) return 'both'
  return does('READ') ? 'read' : 'write'
}

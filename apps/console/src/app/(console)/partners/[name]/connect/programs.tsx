'use client'

import { useQuery } from '@tanstack/react-query'
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
        if (topics.length === 0) return null
        return (
          <Section title="A program to start from">
            <Snippets
              bootstrapServers={bootstrapServers}
              username={username}
              topics={topics.map(({ metadata }) => metadata.name)}
              can={canOf(bindings)}
              {...groupOf(bindings, username)}
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

/** One that it may use: what its prefix allows, or the one that is named. */
function groupOf(bindings: readonly AclBinding[], username: string) {
  const allowed = bindings.find(({ resourcePattern }) => resourcePattern.resourceType === 'GROUP')
  if (!allowed) return {}
  const { name, patternType } = allowed.resourcePattern
  if (patternType === 'LITERAL') return { group: name }
  return { group: username.startsWith(name) ? username : `${name}group` }
}

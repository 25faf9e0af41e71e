import { operationName, patternName } from '#access/words.ts'
import { CodeBlock } from '#components/code-block.tsx'
import { Mono, Muted } from '#components/mono.tsx'
import { Notice } from '#components/notice.tsx'
import { Section } from '#components/page.tsx'
import { Status } from '#components/status.tsx'
import { Table } from '#components/table.tsx'
import type { PartnerView } from '#trpc/provider.tsx'

/** All that a client of the account sees, and nothing else but how it was checked. */
export function Seen({ view }: { view: PartnerView }) {
  const { user, hasAccount, isSuperUser, bootstrapServers, topics, of, hidden, others } = view
  return (
    <>
      <Leaks of={view.leaks} />
      {!hasAccount && (
        <Notice tone="warn" what={`${user} has no service account here`} why="No client can sign in as it." />
      )}
      {isSuperUser && (
        <Notice tone="info" what={`${user} is a super user`} why="It may do everything, and edit the ACLs." />
      )}
      <section aria-label={`What ${user} sees`} className="space-y-6 rounded-lg border border-line bg-surface-2 p-4">
        <Section title="Bootstrap servers">
          {bootstrapServers.length === 0 ? (
            <Muted>None yet: no client can connect.</Muted>
          ) : (
            <CodeBlock code={bootstrapServers.join('\n')} label="bootstrap servers" />
          )}
        </Section>
        <Section title={`Topics (${of})`}>
          {topics.length === 0 ? (
            <Muted>No topic: the list is empty.</Muted>
          ) : (
            <Table
              label="Topics"
              rows={topics}
              rowKey={({ name }) => name}
              columns={[
                { name: 'Topic', cell: ({ name }) => <Mono>{name}</Mono> },
                { name: 'May', cell: ({ operations }) => operations.map(operationName).join(', ') },
              ]}
            />
          )}
          {of > topics.length && <Muted>{`The first ${topics.length} of ${of} are shown.`}</Muted>}
        </Section>
        <Section title="Groups and the rest">
          {isSuperUser ? (
            <Muted>Any.</Muted>
          ) : others.length === 0 ? (
            <Muted>None may be used.</Muted>
          ) : (
            <Table
              label="Groups and the rest"
              rows={others}
              rowKey={({ pattern }) => `${pattern.resourceType} ${pattern.patternType} ${pattern.name}`}
              columns={[
                { name: 'What', cell: ({ pattern }) => patternName(pattern) },
                { name: 'May', cell: ({ operations }) => operations.map(operationName).join(', ') },
              ]}
            />
          )}
        </Section>
      </section>
      <Muted>
        {hidden === 1 ? '1 alias topic is hidden from it.' : `${hidden} alias topics are hidden from it.`} Decided by
        the rules that the gateways apply.
      </Muted>
    </>
  )
}

function Leaks({ of: { texts, names, found } }: { of: PartnerView['leaks'] }) {
  if (found.length === 0)
    return (
      <Status tone="ok">{`0 physical names: ${texts} texts that it sees were searched for ${names} names of topics, clusters and hosts.`}</Status>
    )
  return (
    <Notice
      tone="warn"
      what={found.length === 1 ? '1 physical name is seen' : `${found.length} physical names are seen`}
      why={
        <ul className="list-disc pl-4">
          {found.map(({ text, name }) => (
            <li key={text}>
              <Mono>{text}</Mono> contains <Mono>{name}</Mono>
            </li>
          ))}
        </ul>
      }
      next="Share the topic under another name where the partner must not know it."
    />
  )
}

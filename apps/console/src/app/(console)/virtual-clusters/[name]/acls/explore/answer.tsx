import { literal, type Operation, type ResourceType } from '#access/grant.ts'
import { principalPath } from '#access/paths.ts'
import { nameOfPrincipal, operationName, patternName } from '#access/words.ts'
import { Muted } from '#components/mono.tsx'
import { Notice } from '#components/notice.tsx'
import { ObjectLink } from '#components/object-link.tsx'
import { Section } from '#components/page.tsx'
import { Table } from '#components/table.tsx'
import type { Answered, Decision } from '#trpc/provider.tsx'

type Question = {
  readonly principal?: string
  readonly operation: Operation
  readonly resourceType: ResourceType
  readonly name: string
}

type AnswerProps = { vCluster: string; question: Question; answer: Answered }

/** Yes or no with the rule that decides; then all who can. */
export function Answer({ vCluster, question, answer }: AnswerProps) {
  const { decision, exceptions = [], exists, hasAccount, may, of } = answer
  const { operation, resourceType, name, principal } = question
  const act = `${operationName(operation).toLowerCase()} ${patternName(literal(resourceType, name))}`
  return (
    <>
      {decision && principal !== undefined && <YesOrNo {...{ decision, principal, act }} />}
      {exceptions.map(({ host, decision: other }) => (
        <Notice
          key={host}
          tone="info"
          what={`From ${host} the answer is ${other.allowed ? 'yes' : 'no'}`}
          why={other.why}
        />
      ))}
      {exists === false && (
        <Notice
          tone="info"
          what={`There is no alias topic ${name}`}
          why="Whoever may describe it is told that it does not exist; all others, that they may not."
        />
      )}
      {principal !== undefined && hasAccount === false && (
        <Notice
          tone="info"
          what={`${nameOfPrincipal(principal)} has no service account here`}
          why="No client can sign in as it."
        />
      )}
      <Section title={`Who can ${act}`}>
        {may.length === 0 ? (
          <Muted>Nobody.</Muted>
        ) : (
          <Table
            label={`Who can ${act}`}
            rows={may}
            rowKey={each => each.principal}
            columns={[
              {
                name: 'Principal',
                cell: each => (
                  <ObjectLink href={principalPath(vCluster, each.principal)}>
                    <span className="break-all">{nameOfPrincipal(each.principal)}</span>
                  </ObjectLink>
                ),
              },
              { name: 'Because', cell: each => each.decision.why },
            ]}
          />
        )}
        {of > may.length && <Muted>{`${may.length} of ${of} are shown.`}</Muted>}
      </Section>
    </>
  )
}

const YesOrNo = ({ decision, principal, act }: { decision: Decision; principal: string; act: string }) => (
  <Notice
    tone={decision.allowed ? 'ok' : 'bad'}
    what={
      decision.allowed
        ? `Yes: ${nameOfPrincipal(principal)} can ${act}`
        : `No: ${nameOfPrincipal(principal)} cannot ${act}`
    }
    why={decision.why}
  />
)

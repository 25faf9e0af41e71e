'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useState } from 'react'
import { ChangeForm } from '#change/change-form.tsx'
import { Button, buttonLook } from '#components/button.tsx'
import { Live } from '#components/live.tsx'
import { ObjectLink } from '#components/object-link.tsx'
import { useTRPC, type VirtualCluster } from '#trpc/provider.tsx'
import { AddTarget } from './add-target.tsx'
import { baseOf, changesOf, remember, resultsOf, type Seen, type StoredRule } from './changes.ts'
import { Consequences } from './consequences.tsx'
import { withoutPrincipal } from './grant.ts'
import { IntentFields } from './intent-fields.tsx'
import { Meanwhile } from './meanwhile.tsx'
import { OperationsGrid } from './operations-grid.tsx'
import { accessPath, viewAsPath } from './paths.ts'
import { RuleResults } from './rule-results.tsx'
import { useDraft } from './use-draft.ts'
import { nameOfPrincipal } from './words.ts'

type EditorProps = { vCluster: string; principal: string }

/** Edits the rules of one principal. */
export function Editor({ vCluster, principal }: EditorProps) {
  const trpc = useTRPC()
  const cluster = useQuery(trpc.virtualCluster.get.queryOptions({ name: vCluster }))
  const rules = useQuery(trpc.access.rules.queryOptions({ vCluster, principal }))
  const aliases = useQuery(trpc.aliasTopic.list.queryOptions({ vCluster }))
  const data = cluster.data &&
    rules.data &&
    aliases.data && {
      cluster: cluster.data,
      rules: rules.data,
      topics: aliases.data.map(({ metadata }) => metadata.name),
    }
  return (
    <Live of={{ data, error: cluster.error ?? rules.error ?? aliases.error }}>
      {data => <RulesForm principal={principal} {...data} />}
    </Live>
  )
}

/** Whose rules are edited, and where else one may look. */
function Head({ vCluster, principal }: EditorProps) {
  const who = nameOfPrincipal(principal)
  const user = principal === 'User:*' ? '' : principal.replace(/^User:/, '')
  return (
    <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-2">
      <h2 className="min-w-0 break-words font-semibold text-lg">{`Access of ${who}`}</h2>
      <span className="flex gap-4">
        <ObjectLink href={accessPath(vCluster)}>All principals</ObjectLink>
        {user !== '' && <ObjectLink href={viewAsPath(vCluster, user)}>View as partner</ObjectLink>}
      </span>
    </div>
  )
}

type RulesFormProps = {
  principal: string
  cluster: VirtualCluster
  rules: readonly StoredRule[]
  topics: readonly string[]
}

function RulesForm({ principal, cluster, rules, topics }: RulesFormProps) {
  const now = rules.map(({ spec }) => withoutPrincipal(spec))
  const draft = useDraft(now)
  const queryClient = useQueryClient()
  const [seen] = useState((): Seen => new Map())
  remember(seen, { cluster, principal, rules })
  const { added, removed } = draft
  const who = nameOfPrincipal(principal)
  const page = accessPath(cluster.metadata.name)
  const changes = changesOf({ cluster, principal, rules, added, removed })
  return (
    <ChangeForm
      wanted={{ changes }}
      base={baseOf({ cluster, rules })}
      verb={added.length === 0 && removed.length > 0 ? 'Remove access' : 'Change access'}
      back={page}
      done={(applied, made) => (
        <>
          <p className="text-ink-2">All at once, in one transaction: nobody lacked a right in between.</p>
          <RuleResults of={resultsOf(seen, principal, { applied, made })} />
          <Link href={page} className={buttonLook('main')}>
            {`Go to access of ${cluster.metadata.name}`}
          </Link>
        </>
      )}
      onMerge={() => void queryClient.invalidateQueries()}
      onDiscard={() => {
        draft.discard()
        void queryClient.invalidateQueries()
      }}
      effect={<Consequences {...{ cluster, principal, changes, draft }} />}
    >
      <Head {...{ vCluster: cluster.metadata.name, principal }} />
      <Meanwhile began={draft.began} now={now} draft={draft.draft} />
      <IntentFields value={draft.intended} onChange={draft.intend} topics={topics} />
      <section aria-label={`Rules of ${who}`} className="space-y-3">
        <div className="flex flex-wrap items-center justify-between gap-3">
          <h3 className="font-medium">{`Rules of ${who}`}</h3>
          {draft.draft.length > 0 && <Button onClick={draft.clear}>Remove all</Button>}
        </div>
        <OperationsGrid draft={draft.draft} current={now} targets={draft.targets} onSet={draft.set} />
        <AddTarget onAdd={draft.show} topics={topics} />
      </section>
    </ChangeForm>
  )
}

'use client'

import { Tabs } from '@base-ui/react/tabs'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { Button } from '#components/button.tsx'
import { CodeBlock } from '#components/code-block.tsx'
import { Failure } from '#components/live.tsx'
import { Muted } from '#components/mono.tsx'
import { Notice } from '#components/notice.tsx'
import { Status } from '#components/status.tsx'
import { isRefused } from '#components/trouble.ts'
import { type Given, type Plan, useTRPC } from '#trpc/provider.tsx'
import { titleOf } from './kind-names.ts'
import type { Planned } from './use-plan.ts'
import type { Wanted } from './wanted.ts'
import { YamlDiff } from './yaml-diff.tsx'

type ReviewProps = { planned: Planned; wanted: Wanted; children?: ReactNode }

/** What would be done, said in four ways; it is of what the server planned last. */
export function Review({ planned: { plan, error, isCurrent }, wanted, children }: ReviewProps) {
  return (
    <section aria-label="What this will do" aria-busy={!isCurrent} className="space-y-3">
      <Tabs.Root defaultValue="effect">
        <Tabs.List className="flex gap-4 border-line border-b">
          <View value="effect">Effect</View>
          <View value="yaml">YAML</View>
          <View value="diff">Diff</View>
          <View value="command">Command</View>
        </Tabs.List>
        <div className="space-y-3 pt-3">
          {error && <Unplanned error={error} />}
          {!plan && !error && <Muted>Fill in the form to see what it will do.</Muted>}
          {!plan && children}
          {plan && (
            <>
              <Panel value="effect">
                <Effect plan={plan} />
                {children}
              </Panel>
              <Panel value="yaml">
                <CodeBlock code={yamlOf(plan)} label="YAML" />
              </Panel>
              <Panel value="diff">
                <Diff plan={plan} />
              </Panel>
              <Panel value="command">
                <Command plan={plan} wanted={wanted} />
              </Panel>
            </>
          )}
        </div>
      </Tabs.Root>
    </section>
  )
}

const Unplanned = ({ error }: { error: { message: string } }) =>
  isRefused(error) ? (
    <Notice tone="bad" what="This cannot be planned as it stands" why={`${error.message}.`} />
  ) : (
    <Failure error={error} />
  )

const View = ({ value, children }: { value: string; children: ReactNode }) => (
  <Tabs.Tab
    value={value}
    className="-mb-px border-transparent border-b-2 py-2 text-ink-2 hover:text-ink-1 data-active:border-accent data-active:font-medium data-active:text-ink-1"
  >
    {children}
  </Tabs.Tab>
)

const Panel = ({ value, children }: { value: string; children: ReactNode }) => (
  <Tabs.Panel value={value} className="min-w-0 space-y-3 outline-none">
    {children}
  </Tabs.Panel>
)

/** In plain words, and how many clients notice. */
export function Effect({ plan: { changes, effects, clients, connections, errors } }: { plan: Plan }) {
  const isNothing = changes.every(({ result }) => result === 'NOT_CHANGED')
  return (
    <div className="space-y-3">
      {errors.length > 0 && <Faults errors={errors} />}
      {isNothing && errors.length === 0 && <Status tone="info">Nothing would change.</Status>}
      {effects.length > 0 && <Sentences of={effects} />}
      {!isNothing && errors.length === 0 && (
        <Status tone={clients > 0 ? 'warn' : 'ok'}>
          {clients > 0
            ? `${clients} connected ${clients === 1 ? 'client' : 'clients'} will notice (${connections} ${connections === 1 ? 'connection' : 'connections'}).`
            : 'No connected client will notice.'}
        </Status>
      )}
    </div>
  )
}

const mostSaid = 20

/** The first of them; where there are many, the others when asked for. */
function Sentences({ of }: { of: readonly string[] }) {
  const [showsAll, setShowsAll] = useState(false)
  const isCut = !showsAll && of.length > mostSaid
  return (
    <>
      <ul className="list-disc space-y-1.5 pl-4 text-ink-1 marker:text-ink-3">
        {(isCut ? of.slice(0, mostSaid) : of).map(each => (
          <li key={each}>{each}</li>
        ))}
      </ul>
      {isCut && <Button onClick={() => setShowsAll(true)}>{`Show all ${of.length} effects`}</Button>}
    </>
  )
}

const Faults = ({ errors }: { errors: Plan['errors'] }) => (
  <div className="space-y-1.5">
    <Status tone="bad">{errors.length === 1 ? 'One thing to correct' : `${errors.length} things to correct`}</Status>
    <ul className="list-disc space-y-1 pl-4 text-ink-2 marker:text-ink-3">
      {errors.map(({ change, message }) => (
        <li key={`${change} ${message}`} className="break-words">
          {message}
        </li>
      ))}
    </ul>
  </div>
)

const yamlOf = ({ changes }: Plan): string =>
  changes
    .flatMap(({ yamlAfter }) => yamlAfter ?? [])
    .join('---\n')
    .trimEnd() || '# Nothing is put: what is there is removed.'

const verbs = { CREATED: 'Create', UPDATED: 'Change', DELETED: 'Remove', NOT_CHANGED: 'Leave' }

function Diff({ plan: { changes } }: { plan: Plan }) {
  const shown = changes.filter(({ result }) => result !== 'NOT_CHANGED')
  if (shown.length === 0) return <Muted>Nothing would change.</Muted>
  return shown.map(({ kind, vCluster, name, result, yamlBefore, yamlAfter, secrets }) => {
    const title = `${verbs[result]} ${titleOf({ kind, name, ...(vCluster !== undefined && { vCluster }) })}`
    return (
      <div key={`${kind}/${vCluster}/${name}`} className="space-y-1.5">
        <h3 className="break-words font-medium">{title}</h3>
        <YamlDiff before={yamlBefore ?? ''} after={yamlAfter ?? ''} label={title} />
        {secrets
          .filter(({ state }) => state !== 'UNCHANGED')
          .map(({ property, state }) => (
            <p key={property} className="text-ink-2 text-xs">
              Secret {property}: {state.toLowerCase()}.
            </p>
          ))}
      </div>
    )
  })
}

/** Values that are kept secret once they are stored are not shown here either. */
function withoutSecrets(changes: readonly Given[], { changes: planned }: Plan): Given[] {
  return changes.map((change, i) => {
    const secrets = planned.find(each => each.change === i)?.secrets.map(({ property }) => property) ?? []
    const hide = (name: string, value: unknown) => (secrets.includes(name) ? '…' : value)
    return JSON.parse(JSON.stringify(change, hide)) as Given
  })
}

/** The same by the HTTP API of a gateway. */
function Command({ plan, wanted }: { plan: Plan; wanted: Wanted }) {
  const { data } = useQuery(useTRPC().gateway.list.queryOptions())
  const address = data?.find(({ stale }) => !stale)?.adminUrl ?? 'http://localhost:8888'
  const { changes = [], yaml } = wanted
  const body = { changes: withoutSecrets(changes, plan), ...(yaml && { yaml }), expected: plan.expected }
  const lines = [
    `curl --user admin --json @- ${address}/tidegate/v1/apply <<'JSON'`,
    JSON.stringify(body, null, 2),
    'JSON',
  ]
  return <CodeBlock code={lines.join('\n')} label="command" />
}

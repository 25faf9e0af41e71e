'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { aclOperations, aclResourceTypes, supportedOperations } from '@tidegate/resources/acl-words'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useId } from 'react'
import { clusterPattern, type Operation } from '#access/grant.ts'
import { capital, nouns, operationName } from '#access/words.ts'
import { SelectField, TextField } from '#change/fields.tsx'
import { useSettled } from '#change/use-plan.ts'
import { Failure } from '#components/live.tsx'
import { Muted } from '#components/mono.tsx'
import { useTRPC } from '#trpc/provider.tsx'
import { Answer } from './answer.tsx'

const parsers = {
  principal: parseAsString.withDefault(''),
  operation: parseAsStringLiteral(aclOperations).withDefault('READ'),
  type: parseAsStringLiteral(aclResourceTypes).withDefault('TOPIC'),
  name: parseAsString.withDefault(''),
  host: parseAsString.withDefault(''),
}

const types = aclResourceTypes.map(type => [type, capital(nouns[type])] as const)

/** A name without a type is that of a user. */
const principalOf = (text: string): string | undefined =>
  text === '' ? undefined : text.includes(':') ? text : `User:${text}`

/** May someone do something, and who may: asked of the decision that the gateways take. The address is the question. */
export function Explorer({ vCluster }: { vCluster: string }) {
  const trpc = useTRPC()
  const id = useId()
  const [asked, set] = useQueryStates(parsers)
  const { principal, operation, type, name, host } = asked
  const { data: topics = [] } = useQuery(trpc.aliasTopic.list.queryOptions({ vCluster }))
  const { data: found, error: unknown } = useQuery(trpc.access.principals.queryOptions({ vCluster }))
  const operations: readonly Operation[] = [...supportedOperations[type], 'ALL']
  const subject = principalOf(principal.trim())
  const question = {
    vCluster,
    ...(subject && { principal: subject }),
    operation,
    resourceType: type,
    name: type === 'CLUSTER' ? clusterPattern.name : name.trim(),
    host: host.trim() || '*',
  }
  const settled = JSON.parse(useSettled(JSON.stringify(question))) as typeof question
  const { data, error } = useQuery({
    ...trpc.access.ask.queryOptions(settled),
    enabled: settled.name !== '',
    placeholderData: keepPreviousData,
  })
  const isAsked = settled.name !== ''
  const failure = isAsked ? error : unknown
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,20rem)_minmax(0,1fr)]">
      <section aria-label="Question" className="grid content-start gap-4">
        <TextField
          label="Can principal"
          path={id}
          mono
          value={principal}
          onChange={principal => void set({ principal })}
          list={(found?.principals ?? []).map(each => each.principal)}
          hint="Left empty, only who can is told."
        />
        <SelectField
          label="Do"
          path={id}
          value={operation}
          onChange={operation => void set({ operation })}
          options={operations.map(each => [each, operationName(each)] as const)}
        />
        <SelectField
          label="On"
          path={id}
          value={type}
          onChange={type =>
            void set({
              type,
              ...(!supportedOperations[type].includes(operation) && {
                operation: supportedOperations[type][0] ?? 'ALL',
              }),
            })
          }
          options={types}
        />
        {type !== 'CLUSTER' && (
          <TextField
            label="Called"
            path={id}
            mono
            value={name}
            onChange={name => void set({ name })}
            {...(type === 'TOPIC' && { list: topics.slice(0, 200).map(({ metadata }) => metadata.name) })}
          />
        )}
        <TextField
          label="From host"
          path={id}
          mono
          value={host}
          onChange={host => void set({ host })}
          hint="Left empty, any address that no rule names."
        />
      </section>
      <section aria-label="Answer" aria-live="polite" className="min-w-0 space-y-6">
        {failure && <Failure error={failure} />}
        {!isAsked && <Muted>{`Name a ${nouns[type]} to see who can.`}</Muted>}
        {isAsked && data && <Answer vCluster={vCluster} question={settled} answer={data} />}
      </section>
    </div>
  )
}

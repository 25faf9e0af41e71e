'use client'

import { supportedOperations } from '@tidegate/resources/acl-words'
import { useId } from 'react'
import { cn } from '#components/class-names.ts'
import { Status } from '#components/status.tsx'
import { type CellState, stateAt, targetsOf } from './edits.ts'
import { type Grant, type Operation, type Target, targetKey, targetOf } from './grant.ts'
import { capital, operationName, sentenceOf, targetName } from './words.ts'

type OperationsGridProps = {
  draft: readonly Grant[]
  /** As the rules are now. */
  current: readonly Grant[]
  /** Those without a rule that are shown too. */
  targets: readonly Target[]
  onSet: (cell: { target: Target; operation: Operation }, to: CellState) => void
}

/** How many stand open from the beginning. */
const OPEN = 3

/** Each resource with its operations; what was there and goes is still shown, so that it can be kept. */
export function OperationsGrid({ draft, current, targets, onSet }: OperationsGridProps) {
  const all = new Map([...targetsOf([...current, ...draft]), ...targets].map(each => [targetKey(each), each]))
  if (all.size === 0) return <p className="text-ink-3">No rule yet.</p>
  const of = (grants: readonly Grant[], key: string) => grants.filter(grant => targetKey(targetOf(grant)) === key)
  return [...all].map(([key, target], i) => (
    <Resource
      key={key}
      isOpen={all.size <= OPEN || i >= all.size - targets.length}
      {...{ target, onSet }}
      draft={of(draft, key)}
      current={of(current, key)}
    />
  ))
}

type ResourceProps = Omit<OperationsGridProps, 'targets'> & { target: Target; isOpen: boolean }

function Resource({ target, draft, current, onSet, isOpen }: ResourceProps) {
  const name = targetName(target)
  const operations: readonly Operation[] = ['ALL', ...supportedOperations[target.pattern.resourceType]]
  const hasDeny = draft.some(({ permissionType }) => permissionType === 'DENY')
  return (
    <details open={isOpen} className="rounded-lg border border-line">
      <summary className="cursor-default px-4 py-2.5 hover:bg-surface-1">
        <span className="break-words font-medium">{capital(name)}</span>
        <span className="ml-2 text-ink-2">{sentenceOf(draft)}</span>
        {hasDeny && (
          <span className="ml-2">
            <Status tone="bad">Deny</Status>
          </span>
        )}
      </summary>
      <div className="divide-y divide-line border-line border-t">
        {operations.map(operation => (
          <Cell
            key={operation}
            label={`${operationName(operation)} ${name}`}
            operation={operation}
            state={stateAt(draft, target, operation)}
            was={stateAt(current, target, operation)}
            onSet={to => onSet({ target, operation }, to)}
          />
        ))}
      </div>
    </details>
  )
}

const states = [
  ['ALLOW', 'Allow', 'has-checked:border-ok has-checked:bg-ok/8 has-checked:text-ok'],
  ['DENY', 'Deny', 'has-checked:border-bad has-checked:bg-bad/8 has-checked:text-bad'],
  ['UNSET', 'Not set', 'has-checked:border-line-strong has-checked:bg-surface-3 has-checked:text-ink-1'],
] as const

const was = { ALLOW: 'was Allow', DENY: 'was Deny', UNSET: 'new' } as const

type CellProps = {
  label: string
  operation: Operation
  state: CellState
  was: CellState
  onSet: (to: CellState) => void
}

/** One of three by arrow keys: the radios of a group are one stop of the Tab key. */
function Cell({ label, operation, state, was: before, onSet }: CellProps) {
  const name = useId()
  return (
    <fieldset className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-1.5">
      <legend className="sr-only">{label}</legend>
      <span aria-hidden="true" className="min-w-36 flex-1">
        {operationName(operation)}
        {state !== before && <span className="ml-2 text-info text-xs">{was[before]}</span>}
      </span>
      <span className="flex">
        {states.map(([value, words, look]) => (
          <label
            key={value}
            className={cn(
              '-ml-px flex items-center gap-1.5 border border-line px-2.5 py-1 text-ink-3 text-xs first:ml-0 first:rounded-l-md last:rounded-r-md has-checked:relative has-focus-visible:relative has-focus-visible:outline-2 has-focus-visible:outline-accent',
              look,
            )}
          >
            <input
              type="radio"
              name={name}
              checked={state === value}
              onChange={() => onSet(value)}
              className="size-3 accent-current"
            />
            {words}
          </label>
        ))}
      </span>
    </fieldset>
  )
}

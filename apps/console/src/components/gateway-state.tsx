'use client'

import { useNow } from '#components/ago.tsx'
import { Status, type Tone } from '#components/status.tsx'
import type { Gateway } from '#trpc/provider.tsx'

/** A worker reports itself every few seconds; after this long it has missed several reports. */
const silentSeconds = 15

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

export const isSilent = ({ seenAt }: Gateway, now: number | undefined): boolean =>
  now !== undefined && now - Date.parse(seenAt) / 1000 > silentSeconds

export function statesOf(gateway: Gateway, generation: number, now: number | undefined): [Tone, string][] {
  if (isSilent(gateway, now)) return [['bad', 'Not heard of']]
  const behind = generation - gateway.generation
  const states: [Tone, string][] = []
  if (gateway.errors.length > 0) states.push(['bad', counted(gateway.errors.length, 'error', 'errors')])
  if (behind > 0) states.push(['warn', `${counted(behind, 'change', 'changes')} behind`])
  return states.length > 0 ? states : [['ok', 'Up to date']]
}

export function GatewayState({ gateway, generation }: { gateway: Gateway; generation: number }) {
  const states = statesOf(gateway, generation, useNow())
  return (
    <ul className="space-y-1">
      {states.map(([tone, words]) => (
        <li key={words}>
          <Status tone={tone}>{words}</Status>
        </li>
      ))}
    </ul>
  )
}

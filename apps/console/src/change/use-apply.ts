'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { isUnreachable } from '#components/trouble.ts'
import { useTRPC } from '#trpc/provider.tsx'
import type { Expected, Wanted } from './wanted.ts'

export type Applied = {
  readonly generation: number
  readonly applied: readonly {
    readonly kind: string
    readonly vCluster?: string
    readonly name: string
    readonly result: string
  }[]
}

/** What was asked for, and on what. */
export type Made = Wanted & { readonly expected: readonly Expected[] }

/** A conflict as the store tells it: the three versions of one resource, and who changed it. */
export type Conflict = {
  readonly kind: string
  readonly vCluster?: string
  readonly name: string
  readonly base?: string
  readonly theirs?: string
  readonly mine?: string
  readonly theirDiff: readonly { readonly path: string; readonly before?: unknown; readonly after?: unknown }[]
  readonly myDiff: readonly { readonly path: string; readonly before?: unknown; readonly after?: unknown }[]
  readonly changed?: { readonly user: string; readonly at: string; readonly generation: number }
}

/**
 * Makes planned changes once. The same changes keep their key, so that asking again after an answer that was lost makes
 * nothing twice and tells what became of it.
 */
export function useApply(onDone?: (applied: Applied) => void) {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const attempt = useRef({ of: '', key: '' })
  const mutation = useMutation(
    trpc.change.applyPlan.mutationOptions({
      onSuccess: applied => {
        onDone?.(applied)
        return queryClient.invalidateQueries()
      },
    }),
  )
  const apply = (wanted: Wanted, expected: readonly Expected[]) => {
    const input = { changes: [...(wanted.changes ?? [])], yaml: wanted.yaml ?? '', expected: [...expected] }
    const of = JSON.stringify(input)
    if (attempt.current.of !== of) attempt.current = { of, key: randomKey() }
    mutation.mutate({ ...input, key: attempt.current.key })
  }
  const { data, error, isPending, reset, variables } = mutation
  return {
    apply,
    reset,
    isPending,
    applied: data as Applied | undefined,
    /** What was asked for last. */
    made: variables as Made | undefined,
    error,
    conflicts: conflictsOf(error),
    /** The answer was lost: it may have been made. */
    isUnknown: error !== null && isUnreachable(error),
  }
}

/** `randomUUID` is only there where the page came over https. */
const randomKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('')

function conflictsOf(error: unknown): readonly Conflict[] {
  const data = (error as { data?: { reason?: string; conflicts?: Conflict[] } } | null)?.data
  return data?.reason === 'STALE_WRITE' ? (data.conflicts ?? []) : []
}

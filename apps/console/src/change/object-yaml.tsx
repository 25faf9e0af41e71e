'use client'

import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { buttonLook } from '#components/button.tsx'
import { Live } from '#components/live.tsx'
import { useTRPC } from '#trpc/provider.tsx'
import type { Expected } from './wanted.ts'
import { YamlForm } from './yaml-form.tsx'

type ObjectYamlProps = { kind: Expected['kind']; vCluster?: string; name: string; page: string }

/** An object as text, to copy, and to edit as any form is. */
export function ObjectYaml({ page, ...key }: ObjectYamlProps) {
  const yaml = useQuery(useTRPC().yaml.queryOptions(key))
  return (
    <Live of={yaml}>
      {({ yaml, expected }) => (
        <YamlForm
          key={page}
          yaml={yaml}
          base={expected}
          back={page}
          done={() => (
            <Link href={page} className={buttonLook('main')}>
              {`Go to ${key.name}`}
            </Link>
          )}
        />
      )}
    </Live>
  )
}

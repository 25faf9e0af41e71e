'use client'

import Link from 'next/link'
import { useState } from 'react'
import { ChangeForm } from '#change/change-form.tsx'
import { SelectField, TextField } from '#change/fields.tsx'
import { merge } from '#change/merge.ts'
import { expectedOf, put } from '#change/wanted.ts'
import { buttonLook } from '#components/button.tsx'
import type { AliasTopic } from '#trpc/provider.tsx'
import { useTopicNames } from './use-topic-names.ts'

type Draft = Pick<AliasTopic, 'kind' | 'apiVersion' | 'metadata' | 'spec'>

type AliasFormProps = {
  vCluster: string
  /** Where its topic may be: the clusters that serve topics, or the one of its siblings. */
  clusters: readonly string[]
  /** What is edited; absent where a new one is made. */
  of?: AliasTopic
}

const fresh = (vCluster: string, physicalCluster = ''): Draft => ({
  kind: 'AliasTopic',
  apiVersion: 'gateway/v2',
  metadata: { name: '', vCluster },
  spec: { physicalName: '', physicalCluster },
})

export function AliasForm({ vCluster, clusters, of }: AliasFormProps) {
  const [{ draft, base }, setState] = useState({ draft: of ?? fresh(vCluster, clusters[0]), base: of })
  const { metadata, spec } = draft
  const edit = (change: Partial<Draft['spec']>) => setState({ draft: { ...draft, spec: { ...spec, ...change } }, base })
  const names = useTopicNames(spec.physicalCluster, spec.physicalName)
  const list = `/virtual-clusters/${vCluster}/alias-topics`
  return (
    <ChangeForm
      wanted={{ changes: [put(draft)] }}
      base={[expectedOf(draft, base?.generation ?? 'absent')]}
      verb={of ? 'Save changes' : 'Create alias topic'}
      back={of ? `${list}/${of.metadata.name}` : list}
      done={() => (
        <Link href={`${list}/${metadata.name}`} className={buttonLook('main')}>
          {`Go to ${metadata.name}`}
        </Link>
      )}
      {...(of &&
        base && {
          onMerge: () => setState({ draft: { ...draft, spec: merge(base.spec, of.spec, spec) }, base: of }),
          onDiscard: () => setState({ draft: of, base: of }),
        })}
    >
      <SelectField
        label="Physical cluster"
        path="spec.physicalCluster"
        value={spec.physicalCluster}
        onChange={physicalCluster => edit({ physicalCluster })}
        options={clusters.map(name => [name, name])}
        disabled={of !== undefined || clusters.length < 2}
        hint={
          clusters.length < 2
            ? `All alias topics of ${vCluster} are on one cluster.`
            : 'It holds the records, and stays.'
        }
      />
      <TextField
        label="Physical topic"
        path="spec.physicalName"
        mono
        list={names}
        value={spec.physicalName}
        onChange={physicalName => edit({ physicalName })}
        hint="Its name on that cluster, which no client sees. The topic must exist."
      />
      <TextField
        label="Name"
        path="metadata.name"
        mono
        disabled={of !== undefined}
        value={metadata.name}
        onChange={name => setState({ draft: { ...draft, metadata: { name, vCluster } }, base })}
        hint={
          of
            ? 'A name stays: clients know the topic by it.'
            : `What clients of ${vCluster} see and use. It says nothing of what is behind.`
        }
      />
    </ChangeForm>
  )
}

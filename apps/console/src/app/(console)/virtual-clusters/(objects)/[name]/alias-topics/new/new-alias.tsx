'use client'

import { Empty } from '#components/empty.tsx'
import { Live } from '#components/live.tsx'
import { NewObject } from '#components/new-object.tsx'
import { AliasForm } from '../alias-form.tsx'
import { useClusters } from '../use-clusters.ts'

export const NewAlias = ({ vCluster }: { vCluster: string }) => (
  <Live of={useClusters(vCluster)}>
    {clusters =>
      clusters.length === 0 ? (
        <Empty
          title="No physical cluster yet"
          about="An alias topic shows a topic of a physical cluster: add one first."
        >
          <NewObject href="/clusters/new" words="Add physical cluster" />
        </Empty>
      ) : (
        <AliasForm vCluster={vCluster} clusters={clusters} />
      )
    }
  </Live>
)

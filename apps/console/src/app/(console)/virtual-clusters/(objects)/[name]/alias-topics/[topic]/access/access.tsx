'use client'

import { Live } from '#components/live.tsx'
import { RuleTable } from '../../../rule-table.tsx'
import { isAbout } from '../../../rules.ts'
import { useRules } from '../../../use-rules.ts'

/** What decides about who may use a topic. */
export const Access = ({ vCluster, name }: { vCluster: string; name: string }) => (
  <Live of={useRules(vCluster)}>
    {({ rules }) => (
      <RuleTable
        vCluster={vCluster}
        rules={rules.filter(rule => isAbout(rule, name))}
        about={`Only super users of ${vCluster} may use ${name}.`}
      />
    )}
  </Live>
)

'use client'

import { Live } from '#components/live.tsx'
import { Notice } from '#components/notice.tsx'
import { RuleTable } from '../../../rule-table.tsx'
import { isOf } from '../../../rules.ts'
import { useRules } from '../../../use-rules.ts'

/** What decides about what an account may do. */
export const Access = ({ vCluster, name }: { vCluster: string; name: string }) => (
  <Live of={useRules(vCluster)}>
    {({ cluster, rules }) => (
      <>
        {cluster.spec.superUsers.includes(name) && (
          <Notice
            tone="warn"
            what={`${name} is a super user of ${vCluster}`}
            why="It may do everything there, whatever ACLs say, and give rights to others."
          />
        )}
        <RuleTable
          vCluster={vCluster}
          rules={rules.filter(rule => isOf(rule, name))}
          about={`Without an ACL ${name} may sign in, and nothing else.`}
        />
      </>
    )}
  </Live>
)

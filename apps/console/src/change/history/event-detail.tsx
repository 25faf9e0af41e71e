import { useQuery } from '@tanstack/react-query'
import { Live } from '#components/live.tsx'
import { useMay } from '#components/may.tsx'
import { useTRPC } from '#trpc/provider.tsx'
import { YamlDiff } from '../yaml-diff.tsx'
import { Return } from './return.tsx'

/** What has no way back: tokens are revoked for good, and people are not configuration. */
const without = ['Token', 'Person']

/** What was before and what came after, and the way back to it. */
export function EventDetail({ id }: { id: string }) {
  const event = useQuery(useTRPC().history.get.queryOptions({ id }))
  const mayWrite = useMay('write')
  return (
    <div className="space-y-3 px-4 pb-4">
      <Live of={event}>
        {({ yamlBefore, yamlAfter, user, at, generation, ...of }) => (
          <>
            <p className="text-ink-3 text-xs">{`Generation ${generation}, ${at.slice(0, 19).replace('T', ' ')} UTC, ${user}`}</p>
            <YamlDiff before={yamlBefore ?? ''} after={yamlAfter ?? ''} label="What was changed" />
            {mayWrite && yamlAfter !== undefined && !without.includes(of.kind) && (
              <Return kind={of.kind} name={of.name} vCluster={of.vCluster} generation={generation} />
            )}
          </>
        )}
      </Live>
    </div>
  )
}

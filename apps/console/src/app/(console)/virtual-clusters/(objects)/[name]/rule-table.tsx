import { accessPath, principalPath } from '#access/paths.ts'
import { Empty } from '#components/empty.tsx'
import { Mono } from '#components/mono.tsx'
import { ObjectLink } from '#components/object-link.tsx'
import { type Column, Table } from '#components/table.tsx'
import type { AclBinding } from '#trpc/provider.tsx'
import { Name, Permission, words } from '../../[name]/acls/cells.tsx'

type RuleTableProps = { vCluster: string; rules: readonly AclBinding[]; about: string }

/** Some of the rules of a virtual cluster, and the way to all. */
export const RuleTable = ({ vCluster, rules, about }: RuleTableProps) => (
  <>
    {rules.length === 0 ? (
      <Empty title="No ACL is about it" about={about} />
    ) : (
      <Table label="ACLs" rowKey={rule => JSON.stringify(rule)} rows={rules} columns={columnsOf(vCluster)} />
    )}
    <p className="text-ink-2">
      A Deny wins over every Allow, and what no ACL allows is refused.{' '}
      <ObjectLink href={accessPath(vCluster)}>{`All ACLs of ${vCluster}`}</ObjectLink>
    </p>
  </>
)

const columnsOf = (vCluster: string): readonly Column<AclBinding>[] => [
  {
    name: 'Principal',
    cell: ({ principal }) => (
      <ObjectLink href={principalPath(vCluster, principal)}>
        <Mono>{principal}</Mono>
      </ObjectLink>
    ),
  },
  { name: 'Permission', cell: ({ permissionType }) => <Permission of={permissionType} /> },
  { name: 'Operation', cell: ({ operation }) => words(operation) },
  { name: 'Resource', cell: ({ resourcePattern }) => words(resourcePattern.resourceType) },
  { name: 'Name', cell: ({ resourcePattern }) => <Name of={resourcePattern} /> },
  { name: 'Host', cell: ({ host }) => (host === '*' ? 'Any' : <Mono>{host}</Mono>) },
]

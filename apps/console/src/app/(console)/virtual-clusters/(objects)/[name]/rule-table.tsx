import { Empty } from '#components/empty.tsx'
import { ObjectLink } from '#components/object-link.tsx'
import { Table } from '#components/table.tsx'
import type { AclBinding } from '#trpc/provider.tsx'
import { columns } from '../../[name]/acls/acls.tsx'

type RuleTableProps = { vCluster: string; rules: readonly AclBinding[]; about: string }

/** Some of the rules of a virtual cluster, and the way to all. */
export const RuleTable = ({ vCluster, rules, about }: RuleTableProps) => (
  <>
    {rules.length === 0 ? (
      <Empty title="No ACL is about it" about={about} />
    ) : (
      <Table label="ACLs" rowKey={rule => JSON.stringify(rule)} rows={rules} columns={columns} />
    )}
    <p className="text-ink-2">
      A Deny wins over every Allow, and what no ACL allows is refused.{' '}
      <ObjectLink href={`/virtual-clusters/${vCluster}/acls`}>{`All ACLs of ${vCluster}`}</ObjectLink>
    </p>
  </>
)

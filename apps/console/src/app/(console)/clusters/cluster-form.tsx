'use client'

import Link from 'next/link'
import { useState } from 'react'
import { ChangeForm } from '#change/change-form.tsx'
import { RadioField, SelectField, TextField } from '#change/fields.tsx'
import { merge } from '#change/merge.ts'
import { expectedOf, put } from '#change/wanted.ts'
import { buttonLook } from '#components/button.tsx'
import { ConnectionTest } from '#components/connection-test.tsx'
import type { PhysicalCluster } from '#trpc/provider.tsx'
import { draftOf, type Fields, fieldsOf, fresh, usesSasl } from './cluster-fields.ts'
import { PropertiesField } from './properties-field.tsx'
import { SignInFields } from './sign-in-fields.tsx'

const roles = [
  ['main', 'Main', 'The first cluster, with the first addresses of each gateway. There is one.'],
  ['upstream', 'Upstream', 'Any other that virtual clusters show topics of.'],
  ['failover', 'Failover', 'Stands by: no gateway connects to it yet, and it serves no topics of its own.'],
] as const

const protocols = [
  ['SASL_SSL', 'SASL_SSL: encrypted, with user and password'],
  ['SSL', 'SSL: encrypted'],
  ['SASL_PLAINTEXT', 'SASL_PLAINTEXT: not encrypted, with user and password'],
  ['PLAINTEXT', 'PLAINTEXT: neither'],
] as const

const messages = [
  ['hidden', 'Hidden', 'Nobody reads records of this cluster in the console or by REST.'],
  ['readable', 'Readable', 'Operators and Owners can read single records of every topic, and each time is logged.'],
] as const

type ClusterFormProps = {
  /** What is edited; absent where one is added. */
  of?: PhysicalCluster
}

export function ClusterForm({ of }: ClusterFormProps) {
  const [{ fields, base }, setState] = useState({ fields: of ? fieldsOf(of) : fresh, base: of })
  const draft = draftOf(fields)
  const edit = (change: Partial<Fields>) => setState({ fields: { ...fields, ...change }, base })
  const merged = (mine: PhysicalCluster['spec'], theirs: PhysicalCluster, base: PhysicalCluster) => {
    const { username, password } = fields
    return { ...fieldsOf({ ...theirs, spec: merge(base.spec, theirs.spec, mine) }), username, password }
  }
  return (
    <ChangeForm
      wanted={{ changes: [put(draft)] }}
      base={[expectedOf(draft, base?.generation ?? 'absent')]}
      verb={of ? 'Save changes' : 'Add physical cluster'}
      effect={
        <section className="space-y-3 border-line border-t pt-3">
          <h2 className="font-medium">Connection test</h2>
          <ConnectionTest key={JSON.stringify(draft)} manifest={draft} />
        </section>
      }
      back={of ? `/clusters/${of.metadata.name}` : '/clusters'}
      done={() => (
        <Link href={`/clusters/${fields.name}`} className={buttonLook('main')}>
          {`Go to ${fields.name}`}
        </Link>
      )}
      {...(of &&
        base && {
          onMerge: () => setState({ fields: merged(draft.spec, of, base), base: of }),
          onDiscard: () => setState({ fields: fieldsOf(of), base: of }),
        })}
    >
      <TextField
        label="Name"
        path="metadata.name"
        mono
        disabled={of !== undefined}
        value={fields.name}
        onChange={name => edit({ name })}
        hint={of ? 'A name stays.' : 'Alias topics name it so. Partners never see it.'}
      />
      <RadioField label="Role" path="spec.role" value={fields.role} onChange={role => edit({ role })} options={roles} />
      <TextField
        label="Bootstrap servers"
        path="spec.properties.bootstrap.servers"
        mono
        value={fields.servers}
        onChange={servers => edit({ servers })}
        placeholder="broker-1.example:9092,broker-2.example:9092"
        hint="As the gateways reach them. One that answers is enough."
      />
      <SelectField
        label="Security protocol"
        path="spec.properties.security.protocol"
        value={fields.protocol}
        onChange={protocol => edit({ protocol })}
        options={protocols}
      />
      {usesSasl(fields) && <SignInFields fields={fields} isKept={of !== undefined} onChange={edit} />}
      <PropertiesField value={fields.others} isKept={of !== undefined} onChange={others => edit({ others })} />
      <RadioField
        label="Records"
        path="spec.messages"
        value={fields.messages ?? 'hidden'}
        onChange={messages => edit({ messages })}
        options={messages}
      />
    </ChangeForm>
  )
}

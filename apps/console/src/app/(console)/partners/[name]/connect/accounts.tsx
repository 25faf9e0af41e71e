'use client'

import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { control } from '#components/field.tsx'
import { Live } from '#components/live.tsx'
import { Muted } from '#components/mono.tsx'
import { Section } from '#components/page.tsx'
import { useTRPC, type VirtualCluster } from '#trpc/provider.tsx'
import { Credential } from './credential.tsx'
import { Programs } from './programs.tsx'

/** Super users are no accounts of the partner's. */
export function Accounts({ cluster }: { cluster: VirtualCluster }) {
  const vCluster = cluster.metadata.name
  const { bootstrapServers } = cluster.spec
  const accounts = useQuery(useTRPC().gatewayServiceAccount.list.queryOptions({ vCluster }))
  const [chosen, setChosen] = useState<string>()
  const id = useId()
  return (
    <Live of={accounts}>
      {rows => {
        const names = rows.map(({ metadata }) => metadata.name).filter(name => !cluster.spec.superUsers.includes(name))
        const username = chosen ?? names[0]
        if (username === undefined) return <Muted>The partner has no account: nobody can sign in.</Muted>
        return (
          <>
            <Section title="Credential">
              {names.length > 1 && (
                <div className="grid gap-1.5 sm:max-w-80">
                  <label htmlFor={id} className="text-ink-2">
                    Account
                  </label>
                  <select
                    id={id}
                    value={username}
                    onChange={event => setChosen(event.target.value)}
                    className={control}
                  >
                    {names.map(name => (
                      <option key={name} value={name}>
                        {name}
                      </option>
                    ))}
                  </select>
                </div>
              )}
              <Credential key={username} cluster={cluster} username={username} />
            </Section>
            {bootstrapServers && (
              <Programs
                key={`programs ${username}`}
                vCluster={vCluster}
                username={username}
                bootstrapServers={bootstrapServers}
              />
            )}
          </>
        )
      }}
    </Live>
  )
}

'use client'

import { Tabs } from '@base-ui/react/tabs'
import { type Client, clients, type Purpose, type SnippetInput } from '@tidegate/snippets'
import { type ReactNode, useState } from 'react'
import { Chooser, Segments } from '#components/choices.tsx'
import { CodeBlock } from '#components/code-block.tsx'
import { control } from '#components/field.tsx'
import { Mono } from '#components/mono.tsx'
import { useRemembered } from '#components/remembered.ts'

type SnippetsProps = {
  bootstrapServers: string
  username: string
  /** One at least. */
  topics: readonly string[]
  can: Purpose | 'both'
  /** The consumer group that is proposed. */
  group?: string
  /** Stands first among what is chosen. */
  choice?: ReactNode
}

const purposes = [
  ['read', 'Read'],
  ['write', 'Write'],
] as const

/** Whole programs that connect as an account, for the client that the reader uses. */
export function Snippets({
  bootstrapServers,
  username,
  topics,
  can,
  group = `${username}-group`,
  choice,
}: SnippetsProps) {
  const [wanted, setWanted] = useState<Purpose>('read')
  const [picked, setPicked] = useState<string>()
  const [named, setNamed] = useState<string>()
  const purpose = can === 'both' ? wanted : can
  const topic = topics.find(each => each === picked) ?? topics[0]!
  const input = { bootstrapServers, username, topic, group: named || group, purpose }
  return (
    <div className="space-y-4">
      <div className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-4">
        {can === 'both' && <Segments label="To" value={wanted} options={purposes} onChoose={setWanted} />}
        {choice}
        {topics.length > 1 && <Chooser label="Topic" value={topic} options={topics} onChoose={setPicked} />}
        {purpose === 'read' && (
          <label className="grid min-w-0 gap-1.5">
            <span className="text-ink-2">Consumer group</span>
            <input
              value={named ?? group}
              onChange={({ target }) => setNamed(target.value)}
              autoComplete="off"
              spellCheck={false}
              className={`${control} font-mono text-sm`}
            />
          </label>
        )}
      </div>
      <Needed {...input} />
      <Programs input={input} />
    </div>
  )
}

const Needed = ({ username, topic, group, purpose }: SnippetInput) => (
  <p className="max-w-prose text-ink-2">
    For it <Mono>{username}</Mono> needs the right to {purpose} <Mono>{topic}</Mono>
    {purpose === 'read' && (
      <>
        {' '}
        as the group <Mono>{group}</Mono>
      </>
    )}
    . Its token is the password: set it as <Mono>KAFKA_PASSWORD</Mono> in the shell that runs the program.
  </p>
)

function Programs({ input }: { input: SnippetInput }) {
  const [chosen, choose] = useRemembered('client', clients[0]!.id)
  const client = clients.find(({ id }) => id === chosen) ?? clients[0]!
  return (
    <Tabs.Root value={client.id} onValueChange={choose}>
      <Tabs.List activateOnFocus aria-label="Client" className="flex flex-wrap gap-x-4 border-line border-b sm:gap-x-6">
        {clients.map(({ id, name }) => (
          <Tabs.Tab
            key={id}
            value={id}
            className="-mb-px border-transparent border-b-2 py-2 text-ink-2 hover:text-ink-1 data-active:border-accent data-active:font-medium data-active:text-ink-1"
          >
            {name}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {clients.map(each => (
        <Tabs.Panel key={each.id} value={each.id} className="space-y-4 pt-4">
          <Program of={each} input={input} />
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  )
}

function Program({ of, input }: { of: Client; input: SnippetInput }) {
  const run = of.run(input)
  return (
    <>
      <p className="text-ink-2">{of.about}</p>
      {of.files(input).map(({ name, text }) => (
        <Block key={name} title={<Mono>{name}</Mono>} code={text.trimEnd()} label={name} />
      ))}
      {of.install.length > 0 && (
        <Block title="Install, once, beside the files" code={of.install.join('\n')} label="what installs it" />
      )}
      <Block title={input.purpose === 'read' ? 'Run, until Ctrl C' : 'Run'} code={run} label="what runs it" />
    </>
  )
}

const Block = ({ title, code, label }: { title: ReactNode; code: string; label: string }) => (
  <div className="space-y-1.5">
    <h3 className="text-ink-3">{title}</h3>
    <CodeBlock code={code} label={label} />
  </div>
)

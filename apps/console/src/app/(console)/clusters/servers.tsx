import { Mono, Muted } from '#components/mono.tsx'

export const Servers = ({ of = '' }: { of: string | undefined }) =>
  of === '' ? (
    <Muted>None</Muted>
  ) : (
    <ul>
      {of.split(',').map(server => (
        <li key={server}>
          <Mono>{server.trim()}</Mono>
        </li>
      ))}
    </ul>
  )

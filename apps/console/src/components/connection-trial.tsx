import { CodeBlock } from '#components/code-block.tsx'
import { Mono } from '#components/mono.tsx'
import { Status, type Tone } from '#components/status.tsx'
import type { Trial } from '#trpc/provider.tsx'

type Known = Exclude<Trial, { state: 'unknown' }>
type Check = Known['checks'][number]

/** What one gateway found. */
export function ConnectionTrial({ of }: { of: Trial }) {
  return (
    <li className="space-y-2 px-4 py-3">
      <div className="flex flex-wrap gap-x-6 gap-y-1">
        <h3 className="font-medium">{of.gateway}</h3>
        <Verdict of={of} />
      </div>
      {of.state === 'unknown' ? <p className="text-ink-2">{of.reason}.</p> : <Findings of={of} />}
    </li>
  )
}

function Verdict({ of }: { of: Trial }) {
  if (of.state === 'unknown') return <Status tone="unknown">Unknown</Status>
  if (of.state === 'failed') return <Status tone="bad">Something is in the way</Status>
  const hasWarning = of.checks.some(({ status }) => status === 'warning')
  return hasWarning ? (
    <Status tone="warn">Connects, not everything will work</Status>
  ) : (
    <Status tone="ok">Connects</Status>
  )
}

const isWrong = ({ status }: Check) => status === 'failed' || status === 'warning'

function Findings({ of }: { of: Known }) {
  const { checks } = of
  return (
    <>
      <p className="text-ink-2">{wordsOf(of)}</p>
      <Checks of={checks.filter(isWrong)} />
      <details>
        <summary className="cursor-pointer text-ink-2 hover:text-ink-1">
          {checks.length === 1 ? 'The one check' : `All ${checks.length} checks`}
        </summary>
        <div className="pt-2">
          <Checks of={checks} />
        </div>
      </details>
    </>
  )
}

/** What the brokers say of themselves, as far as they were reached. */
function wordsOf({ brokers, kafkaVersion, controllerId, authentication }: Known): string {
  const words = [`Authentication: ${authentication}`]
  if (brokers.length > 0) {
    words.unshift(`${brokers.length} ${brokers.length === 1 ? 'broker' : 'brokers'}`)
    words.push(kafkaVersion ? `Kafka ${kafkaVersion}` : 'Kafka version not told by the brokers')
    if (controllerId !== undefined) words.push(`Controller: node ${controllerId}`)
  }
  return `${words.join(' · ')}.`
}

const tones: Readonly<Record<Check['status'], Tone>> = {
  ok: 'ok',
  warning: 'warn',
  failed: 'bad',
  skipped: 'unknown',
}

const Checks = ({ of }: { of: readonly Check[] }) =>
  of.length > 0 && (
    <ul className="space-y-2">
      {of.map(({ check, about, status, message, todo }) => (
        <li key={`${check} ${about}`} className="space-y-1">
          <Status tone={tones[status]}>
            {check} {placeOf(about, message)}: {message}
          </Status>
          {todo && <Todo of={todo} />}
        </li>
      ))}
    </ul>
  )

/** Behind the name of the cluster, where the message does not say it by itself. */
function placeOf(about: string, message: string) {
  const place = about.split(' ').slice(1).join(' ')
  return place !== '' && !message.includes(place) && <Mono>{place}</Mono>
}

/** A line for a shell is there to be copied. */
const Todo = ({ of }: { of: string }) =>
  of.startsWith('kafka-acls') ? <CodeBlock code={of} label="command" /> : <p className="pl-6 text-ink-2">{of}</p>

import { until } from '@tidegate/e2e/platform'

const MIB = 2 ** 20

type Message = {
  readonly id?: number
  readonly method?: string
  readonly result?: Record<string, number>
  readonly params?: { readonly sessionId: string; readonly message: string }
}

/** Asks one isolate by the Chrome DevTools Protocol. */
type Ask = (method: string, params?: object) => Promise<Record<string, number>>

/**
 * What is alive after a collection in all isolates of a Node process, buffers included, in MiB. The process was started
 * with `--inspect-port=<port>`, and opens that port at a SIGUSR1 (nodejs.org/api/process.html): until it is asked for
 * the first time, nothing is different.
 */
export async function liveHeapMiB(pid: number, port: number): Promise<number> {
  process.kill(pid, 'SIGUSR1')
  let address = ''
  await until(async () => {
    const answer = await fetch(`http://127.0.0.1:${port}/json/list`).catch(() => undefined)
    address = answer?.ok ? ((await answer.json()) as { webSocketDebuggerUrl: string }[])[0]!.webSocketDebuggerUrl : ''
    return address !== ''
  })
  const socket = new WebSocket(address)
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = reject
  })
  try {
    const isolates = await isolatesBehind(socket)
    // Twice: what the first collection of one isolate lets go of may be held by another.
    for (const ask of [...isolates, ...isolates]) await ask('HeapProfiler.collectGarbage')
    const usages = await Promise.all(isolates.map(ask => ask('Runtime.getHeapUsage')))
    return (
      usages.reduce((bytes, { usedSize = 0, backingStorageSize = 0 }) => bytes + usedSize + backingStorageSize, 0) / MIB
    )
  } finally {
    socket.close()
  }
}

/** The main thread's first, then those of workers. */
async function isolatesBehind(socket: WebSocket): Promise<readonly Ask[]> {
  const waiting = new Map<string, (result: Record<string, number>) => void>()
  const sessions: string[] = []
  const answered = (session: string, { id, result }: Message) => waiting.get(`${session} ${id}`)?.(result ?? {})
  socket.onmessage = ({ data }) => {
    const message: Message = JSON.parse(data)
    const { method, params } = message
    if (method === 'NodeWorker.attachedToWorker') sessions.push(params!.sessionId)
    else if (method === 'NodeWorker.receivedMessageFromWorker') answered(params!.sessionId, JSON.parse(params!.message))
    else answered('', message)
  }
  let last = 0
  const askIn =
    (session: string, send: (text: string) => void): Ask =>
    (method, params = {}) =>
      new Promise(resolve => {
        const id = ++last
        waiting.set(`${session} ${id}`, resolve)
        send(JSON.stringify({ id, method, params }))
      })
  const main = askIn('', text => socket.send(text))
  // Answered once all that run are told of.
  await main('NodeWorker.enable', { waitForDebuggerOnStart: false })
  const toWorker = (sessionId: string) => (message: string) =>
    void main('NodeWorker.sendMessageToWorker', { sessionId, message })
  return [main, ...sessions.map(sessionId => askIn(sessionId, toWorker(sessionId)))]
}

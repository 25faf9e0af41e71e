import { createServer, type Server, type Socket } from 'node:net'
import {
  type Api,
  apiNamed,
  apis,
  type Body,
  Framer,
  type Reader,
  read,
  readRequestHeader,
  writeResponse,
} from '@tidegate/protocol'

const ID = 7

type Asked = { readonly api: Api; readonly version: number; readonly correlationId: number; readonly body: Body }

/** A broker that is alone in its cluster, has every topic that it is asked for, and answers ListOffsets as it is told to. */
export class Liar {
  readonly #server: Server
  readonly #sockets = new Set<Socket>()
  /** What is sent in place of an answer; honest where there is nothing. */
  lie: ((answer: Buffer, asked: Asked) => Buffer) | undefined
  /** How many partitions a topic has, on brokers that nobody knows. */
  partitions = 0

  private constructor(server: Server) {
    this.#server = server
    server.on('connection', socket => this.#serve(socket))
  }

  static async start(): Promise<Liar> {
    const server = createServer()
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    return new Liar(server)
  }

  get port(): number {
    return (this.#server.address() as { port: number }).port
  }

  #serve(socket: Socket): void {
    const framer = new Framer(1 << 28)
    this.#sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('data', chunk => {
      for (const frame of framer.push(chunk)) {
        const asked = parsed(frame.reader())
        const answer = Buffer.concat(writeResponse(asked.api, asked.version, asked.correlationId, this.#truth(asked)))
        socket.write(asked.api.name === 'ListOffsets' && this.lie ? this.lie(answer, asked) : answer)
      }
    })
  }

  #truth({ api, body }: Asked): Body {
    if (api.name === 'ApiVersions')
      return {
        apiKeys: [...apis.values()].map(({ key, versions: [minVersion, maxVersion] }) => ({
          apiKey: key,
          minVersion,
          maxVersion,
        })),
      }
    if (api.name !== 'Metadata')
      return { topics: body.topics.map(({ name }: Body) => ({ name, partitions: [{ partitionIndex: 0 }] })) }
    const partitions = Array.from({ length: this.partitions + 1 }, (_, partitionIndex) => ({
      partitionIndex,
      leaderId: partitionIndex === 0 ? ID : partitionIndex + 1_000,
    }))
    return {
      clusterId: 'liar',
      controllerId: ID,
      brokers: [{ nodeId: ID, host: '127.0.0.1', port: this.port }],
      topics: (body.topics ?? []).map(({ name }: Body) => ({
        name,
        topicId: Buffer.alloc(16, 9).toString('base64url'),
        partitions,
      })),
    }
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise(resolve => this.#server.close(resolve))
  }
}

function parsed(reader: Reader): Asked {
  const { apiKey, apiVersion: version, correlationId } = readRequestHeader(reader)
  const api = apis.get(apiKey) as Api
  return { api, version, correlationId, body: read(api.request, version, reader) }
}

const listOffsets = apiNamed('ListOffsets')

const answerOf = ({ version, correlationId }: Asked, body: Body): Buffer =>
  Buffer.concat(writeResponse(listOffsets, version, correlationId, body))

/** After each of them the connection ends: nothing that follows on it could be believed. */
export const lies: Readonly<Record<string, (answer: Buffer, asked: Asked) => Buffer>> = {
  'answers another request': (_, asked) =>
    answerOf({ ...asked, correlationId: asked.correlationId + 1 }, { topics: [] }),
  'answers twice': (answer, asked) =>
    Buffer.concat([answerOf({ ...asked, correlationId: -1 }, { topics: [] }), answer]),
  'cuts its answer short': answer => {
    const cut = Buffer.from(answer.subarray(0, -3))
    cut.writeInt32BE(cut.length - 4)
    return cut
  },
  'goes on after its answer': answer => {
    const long = Buffer.concat([answer, Buffer.alloc(5, 1)])
    long.writeInt32BE(long.length - 4)
    return long
  },
  'announces two GiB': () => Buffer.from([0x7f, 0xff, 0xff, 0xff]),
  'announces less than nothing': () => Buffer.from([0xff, 0xff, 0xff, 0xff]),
  'counts what is not there': (_, { correlationId }) => {
    const answer = Buffer.from('0000000d00000000000000000000ffffff7f00', 'hex')
    answer.writeInt32BE(answer.length - 4)
    answer.writeInt32BE(correlationId, 4)
    return answer
  },
  'speaks HTTP': () => Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'),
}

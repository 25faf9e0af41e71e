import { connect } from 'node:net'

/** Metadata v1 with correlation id 0, no client id and no topics: its answer begins with the brokers that serve. */
const REQUEST = Buffer.from('0000000e0003000100000000ffff00000000', 'hex')

const ANSWER_MS = 2000

/** The ids of the brokers that this one counts as alive; none while it does not answer. */
export function liveBrokers(host: string, port: number): Promise<readonly number[]> {
  const socket = connect({ host, port })
  let answer = Buffer.alloc(0)
  socket.setTimeout(ANSWER_MS, () => socket.destroy())
  return new Promise(resolve => {
    socket.on('connect', () => socket.write(REQUEST))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => resolve([]))
    socket.on('data', chunk => {
      answer = Buffer.concat([answer, chunk])
      if (answer.length < 4 || answer.length < 4 + answer.readInt32BE(0)) return
      resolve(brokerIds(answer))
      socket.destroy()
    })
  })
}

/** Size, correlation id, then the array of brokers: id, host, port, rack or null. */
function brokerIds(answer: Buffer): number[] {
  const ids: number[] = []
  let at = 12
  for (let left = answer.readInt32BE(8); left > 0; left--) {
    ids.push(answer.readInt32BE(at))
    at += 4
    at += 2 + answer.readInt16BE(at) + 4
    at += 2 + Math.max(0, answer.readInt16BE(at))
  }
  return ids
}

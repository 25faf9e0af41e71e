import { type OnReadOpts, Socket } from 'node:net'
import { type Frame, type Framer, Memory } from '@tidegate/protocol'

/** Of one event loop. */
export const memory = new Memory()

/**
 * What sockets read into between frames: it is taken over before the next read, so one does for all of an event loop.
 * Of a frame that has to wait, this is what may be kept beside the budget (decision 13).
 */
const shared = Buffer.allocUnsafeSlow(8 * 1024)

/** More than a batch of records: a write that the kernel takes whole does not stop the reader at the other side. */
export const WRITE_HIGH_WATER_MARK = 1 << 20

/** Reads without a buffer of its own for each read: long frames right to where they belong, and all else by `shared`. */
export const onreadInto = (framer: Framer, received: (frames: readonly Frame[]) => void): OnReadOpts => ({
  buffer: () => framer.space() ?? shared,
  callback(bytes, into) {
    received((into as unknown) === shared ? framer.push(shared.subarray(0, bytes)) : framer.filled(bytes))
    return true
  },
})

type Handle = object
type WithHandle = { _handle?: Handle | null }

/**
 * The same connection as a socket that reads as `onreadInto` says, which `net.connect` offers and a server does not: what
 * is taken over is the handle beneath, which Node does not document. Undefined where there is none.
 */
export function takenOver(accepted: Socket, onread: OnReadOpts): Socket | undefined {
  const from = accepted as WithHandle
  const handle = from._handle
  if (!handle) return undefined
  from._handle = null
  // The server counts it as gone; the listener keeps count of its sessions itself.
  accepted.destroy()
  return new Socket({ handle, onread, writableHighWaterMark: WRITE_HIGH_WATER_MARK } as object)
}

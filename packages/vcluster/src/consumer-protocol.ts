import { type Body, messages, ProtocolError, Reader, read, Writer, write } from '@tidegate/protocol'
import type { Names } from './names.ts'

const subscription = messages.ConsumerProtocolSubscription
const assignment = messages.ConsumerProtocolAssignment

type Way = keyof Names

/** A name that is not one's own disappears on the way to a client. */
const mapped = (names: Names, way: Way, name: string): string[] => {
  const other = names[way](name)
  return other === undefined ? [] : [other]
}

const rows = (names: Names, way: Way, list: readonly Body[] | undefined) =>
  list?.flatMap(row => mapped(names, way, row.topic).map(topic => ({ ...row, topic })))

/**
 * The member metadata of protocol type `consumer`: brokers read its topics to keep the offsets of a group that is
 * subscribed (ClassicGroup.java). Versions only append, so what follows the known fields is kept as it is; a blob that
 * cannot be read is kept whole, as a broker keeps it.
 */
export const mapSubscription = (blob: Buffer, names: Names, way: Way): Buffer =>
  mapBlob(blob, subscription, body => ({
    ...body,
    // Two names of one topic are one subscription.
    topics: [...new Set(body.topics.flatMap((name: string) => mapped(names, way, name)))],
    ownedPartitions: rows(names, way, body.ownedPartitions),
  }))

/** The assignment of one member; empty where a member got nothing. */
export const mapAssignment = (blob: Buffer, names: Names, way: Way): Buffer =>
  mapBlob(blob, assignment, body => ({ ...body, assignedPartitions: rows(names, way, body.assignedPartitions) }))

function mapBlob(blob: Buffer, message: (typeof messages)[string] | undefined, change: (body: Body) => Body): Buffer {
  if (blob.length === 0 || !message) return blob
  try {
    const reader = new Reader(blob)
    const version = reader.int16()
    const known = Math.min(version, message.versions[1])
    if (version < message.versions[0]) return blob
    const body = read(message, known, reader)
    const rest = blob.subarray(blob.length - reader.remaining)
    const writer = new Writer()
    writer.int16(version)
    write(message, known, change(body), writer)
    return Buffer.concat([...writer.slices(), rest])
  } catch (error) {
    if (error instanceof ProtocolError) return blob
    throw error
  }
}

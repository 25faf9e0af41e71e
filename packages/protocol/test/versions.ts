import { type Message, messages, type Versions } from '../src/index.ts'

export const between = ([first, last]: Versions): number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i)

export const versionsOf = (message: Message): number[] => between(message.versions)

/** Every version of every message. */
export const everyVersion: readonly (readonly [Message, number])[] = Object.values(messages).flatMap(message =>
  versionsOf(message).map(version => [message, version] as const),
)

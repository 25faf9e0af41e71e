import { type Message, messages } from '../src/index.ts'

export const versionsOf = ({ versions: [first, last] }: Message): number[] =>
  Array.from({ length: last - first + 1 }, (_, i) => first + i)

/** Every version of every message. */
export const everyVersion = Object.values(messages).flatMap(message =>
  versionsOf(message).map(version => ({ message, version, title: `${message.name} v${version}` })),
)

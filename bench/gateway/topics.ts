/** What the clients of each profile use. A mapping proxy shows these names, and the broker has others, of another length. */
export const topics = {
  load: { partitions: 1, properties: small() },
  read: { partitions: 1, properties: {} },
  'read-lz4': { partitions: 1, properties: {} },
  requests: { partitions: 4, properties: small() },
} as const satisfies Record<string, TopicSettings>

type TopicSettings = { readonly partitions: number; readonly properties: Readonly<Record<string, string>> }

export type Topic = keyof typeof topics

/** Written to without end, and nobody reads it. */
function small(): Readonly<Record<string, string>> {
  return { 'retention.bytes': '134217728', 'segment.bytes': '67108864', 'file.delete.delay.ms': '1000' }
}

export const physicalName = (topic: string): string => `internal.bench.${topic}.records`

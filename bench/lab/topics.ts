type TopicSettings = { readonly partitions: number; readonly properties: Readonly<Record<string, string>> }

/** For what is written to without end and read by nobody. */
const brief = { 'retention.bytes': '134217728', 'segment.bytes': '67108864', 'file.delete.delay.ms': '1000' }

/** One partition where batches have to be full. Names are clients'; the broker has others, of another length. */
export const topics = {
  load: { partitions: 1, properties: brief },
  read: { partitions: 1, properties: {} },
  'read-lz4': { partitions: 1, properties: {} },
  requests: { partitions: 4, properties: brief },
} as const satisfies Record<string, TopicSettings>

export type Topic = keyof typeof topics

export const physicalName = (topic: string): string => `internal.bench.${topic}.records`

import type { KafkaVersion } from './kafka-libs.ts'

type ToolClasses = {
  /** What the script is called in Kafka's own distribution. */
  readonly script: string
  readonly main: Readonly<Partial<Record<KafkaVersion, string>>>
}

export const tools = {
  acls: {
    script: 'kafka-acls',
    main: { '4.3.1': 'org.apache.kafka.tools.AclCommand', '2.8.2': 'kafka.admin.AclCommand' },
  },
  configs: {
    script: 'kafka-configs',
    main: { '4.3.1': 'kafka.admin.ConfigCommand', '2.8.2': 'kafka.admin.ConfigCommand' },
  },
  'console-consumer': {
    script: 'kafka-console-consumer',
    main: { '4.3.1': 'org.apache.kafka.tools.consumer.ConsoleConsumer', '2.8.2': 'kafka.tools.ConsoleConsumer' },
  },
  'console-producer': {
    script: 'kafka-console-producer',
    main: { '4.3.1': 'org.apache.kafka.tools.ConsoleProducer', '2.8.2': 'kafka.tools.ConsoleProducer' },
  },
  'consumer-groups': {
    script: 'kafka-consumer-groups',
    main: {
      '4.3.1': 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
      '2.8.2': 'kafka.admin.ConsumerGroupCommand',
    },
  },
  'consumer-perf': {
    script: 'kafka-consumer-perf-test',
    main: { '4.3.1': 'org.apache.kafka.tools.ConsumerPerformance', '2.8.2': 'kafka.tools.ConsumerPerformance' },
  },
  'get-offsets': {
    script: 'kafka-get-offsets',
    main: { '4.3.1': 'org.apache.kafka.tools.GetOffsetShell', '2.8.2': 'kafka.tools.GetOffsetShell' },
  },
  'producer-perf': {
    script: 'kafka-producer-perf-test',
    main: {
      '4.3.1': 'org.apache.kafka.tools.ProducerPerformance',
      '2.8.2': 'org.apache.kafka.tools.ProducerPerformance',
    },
  },
  topics: {
    script: 'kafka-topics',
    main: { '4.3.1': 'org.apache.kafka.tools.TopicCommand', '2.8.2': 'kafka.admin.TopicCommand' },
  },
  transactions: {
    script: 'kafka-transactions',
    main: { '4.3.1': 'org.apache.kafka.tools.TransactionsCommand' }, // since Kafka 3.0
  },
  'verifiable-consumer': {
    script: 'kafka-verifiable-consumer',
    main: {
      '4.3.1': 'org.apache.kafka.tools.VerifiableConsumer',
      '2.8.2': 'org.apache.kafka.tools.VerifiableConsumer',
    },
  },
  'verifiable-producer': {
    script: 'kafka-verifiable-producer',
    main: {
      '4.3.1': 'org.apache.kafka.tools.VerifiableProducer',
      '2.8.2': 'org.apache.kafka.tools.VerifiableProducer',
    },
  },
} as const satisfies Record<string, ToolClasses>

export type Tool = keyof typeof tools

export function mainClass(version: KafkaVersion, tool: Tool): string {
  const { main }: ToolClasses = tools[tool]
  const name = main[version]
  if (!name) throw new Error(`Kafka ${version} has no ${tool} tool.`)
  return name
}

import type { Client, SnippetInput } from './client.ts'
import { behaviour, connection } from './librdkafka.ts'
import { quoted } from './quote.ts'

const entries = (settings: Readonly<Record<string, string>>) =>
  Object.entries(settings)
    .map(([name, value]) => `    ${quoted(name)}: ${quoted(value)},`)
    .join('\n')

const consume = (input: SnippetInput) => `\
import os
import sys

from confluent_kafka import Consumer

consumer = Consumer({
${entries(connection(input))}
    "sasl.password": os.environ["KAFKA_PASSWORD"],
${entries(behaviour(input))}
    "group.id": ${quoted(input.group)},
})
consumer.subscribe([${quoted(input.topic)}])
try:
    while True:
        message = consumer.poll(1.0)
        if message is None:
            continue
        if message.error():
            print(message.error(), file=sys.stderr)
            continue
        key, value = message.key(), message.value()
        print(key and key.decode(), value and value.decode(), flush=True)
except KeyboardInterrupt:
    print("Stopped.")
finally:
    consumer.close()  # Commits what was read and leaves the group.
`

const produce = (input: SnippetInput) => `\
import os

from confluent_kafka import KafkaException, Producer

producer = Producer({
${entries(connection(input))}
    "sasl.password": os.environ["KAFKA_PASSWORD"],
${entries(behaviour(input))}
})


def delivered(error, message):
    if error:
        raise KafkaException(error)
    print(f"Written to partition {message.partition()} at offset {message.offset()}")


producer.produce(${quoted(input.topic)}, key="key-1", value="hello from Python", on_delivery=delivered)
producer.flush()
`

export const python: Client = {
  id: 'python',
  name: 'Python',
  about: 'confluent-kafka 2.16.1. Needs Python 3.8 or newer.',
  install: ['python3 -m venv .venv', '.venv/bin/pip install confluent-kafka==2.16.1'],
  files: input => [
    input.purpose === 'read'
      ? { name: 'consume.py', text: consume(input) }
      : { name: 'produce.py', text: produce(input) },
  ],
  run: ({ purpose }) => `.venv/bin/python ${purpose === 'read' ? 'consume' : 'produce'}.py`,
}

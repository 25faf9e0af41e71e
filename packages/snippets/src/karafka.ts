import type { Client, SnippetInput } from './client.ts'
import { behaviour, connection } from './librdkafka.ts'
import { rubyQuoted } from './quote.ts'

const settings = (input: SnippetInput, indent: string) =>
  [
    ...Object.entries(connection(input)).map(symbol),
    "'sasl.password': ENV.fetch('KAFKA_PASSWORD')",
    ...Object.entries(behaviour(input)).map(symbol),
  ]
    .map(entry => `${indent}${entry}`)
    .join(',\n')

const symbol = ([name, value]: [string, string]) => `${rubyQuoted(name)}: ${rubyQuoted(value)}`

const consume = (input: SnippetInput) => `\
$stdout.sync = true

class Consume < Karafka::BaseConsumer
  def consume
    messages.each { |message| puts "#{message.key} #{message.raw_payload}" }
  end
end

class KarafkaApp < Karafka::App
  setup do |config|
    config.kafka = {
${settings(input, '      ')}
    }
    config.group_id = ${rubyQuoted(input.group)}
    # The names of shared topics are chosen by who shares them.
    config.strict_topics_namespacing = false
  end

  routes.draw do
    topic ${rubyQuoted(input.topic)} do
      consumer Consume
    end
  end
end
`

const produce = (input: SnippetInput) => `\
require 'waterdrop'

producer = WaterDrop::Producer.new do |config|
  config.kafka = {
${settings(input, '    ')}
  }
end

written = producer.produce_sync(topic: ${rubyQuoted(input.topic)}, key: 'key-1', payload: 'hello from Karafka')
puts "Written to partition #{written.partition} at offset #{written.offset}"
producer.close
`

export const karafka: Client = {
  id: 'karafka',
  name: 'Ruby',
  about: 'Karafka 2.5, or WaterDrop, its producer. Needs Ruby 3.2 or newer.',
  install: ['bundle init', "bundle add karafka --version '~> 2.5'"],
  files: input => [
    input.purpose === 'read'
      ? { name: 'karafka.rb', text: consume(input) }
      : { name: 'produce.rb', text: produce(input) },
  ],
  run: ({ purpose }) => (purpose === 'read' ? 'bundle exec karafka server' : 'bundle exec ruby produce.rb'),
}

import type { Client, SnippetInput } from './client.ts'
import { quoted } from './quote.ts'

const connection = ({ bootstrapServers, username }: SnippetInput) => `\
		kgo.SeedBrokers(${bootstrapServers.split(',').map(quoted).join(', ')}),
		kgo.SASL(plain.Auth{User: ${quoted(username)}, Pass: os.Getenv("KAFKA_PASSWORD")}.AsMechanism()),`

const consume = (input: SnippetInput) => `\
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"os/signal"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sasl/plain"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	client, err := kgo.NewClient(
${connection(input)}
		kgo.ConsumerGroup(${quoted(input.group)}),
		kgo.ConsumeTopics(${quoted(input.topic)}),
	)
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close() // Commits what was read and leaves the group.
	for {
		fetches := client.PollFetches(ctx)
		if ctx.Err() != nil {
			return
		}
		fetches.EachError(func(topic string, partition int32, err error) {
			log.Printf("%s/%d: %v", topic, partition, err)
		})
		fetches.EachRecord(func(record *kgo.Record) {
			fmt.Printf("%s %s\\n", record.Key, record.Value)
		})
	}
}
`

const produce = (input: SnippetInput) => `\
package main

import (
	"context"
	"fmt"
	"log"
	"os"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"
	"github.com/twmb/franz-go/pkg/sasl/plain"
)

func main() {
	client, err := kgo.NewClient(
${connection(input)}
		kgo.RecordDeliveryTimeout(5*time.Minute), // The default retries without an end.
	)
	if err != nil {
		log.Fatal(err)
	}
	defer client.Close()
	record := &kgo.Record{Topic: ${quoted(input.topic)}, Key: []byte("key-1"), Value: []byte("hello from Go")}
	written, err := client.ProduceSync(context.Background(), record).First()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("Written to partition %d at offset %d\\n", written.Partition, written.Offset)
}
`

export const go: Client = {
  id: 'go',
  name: 'Go',
  about: 'franz-go 1.22.2. Needs Go 1.26 or newer.',
  install: [
    'go mod init partner',
    'go get github.com/twmb/franz-go/pkg/kgo@v1.22.2 github.com/twmb/franz-go/pkg/sasl/plain@v1.22.2',
  ],
  files: input => [
    input.purpose === 'read'
      ? { name: 'consume.go', text: consume(input) }
      : { name: 'produce.go', text: produce(input) },
  ],
  run: ({ purpose }) => `go run ${purpose === 'read' ? 'consume' : 'produce'}.go`,
}

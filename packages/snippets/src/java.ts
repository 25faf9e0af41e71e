import type { Client, SnippetInput } from './client.ts'
import { clientProperties, jaas } from './properties.ts'
import { quoted } from './quote.ts'

/** The settings that reading and writing share. */
const connection = ({ bootstrapServers, username }: SnippetInput) => `\
        "bootstrap.servers", ${quoted(bootstrapServers)},
        "security.protocol", ${quoted(clientProperties['security.protocol'])},
        "sasl.mechanism", ${quoted(clientProperties['sasl.mechanism'])},
        "sasl.jaas.config", ${quoted(jaas(username, '%s'))}
            .formatted(System.getenv("KAFKA_PASSWORD")),`

const consume = (input: SnippetInput) => `\
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

public class Consume {
  public static void main(String[] args) {
    Map<String, Object> settings = Map.of(
${connection(input)}
        "group.id", ${quoted(input.group)},
        "auto.offset.reset", "earliest");
    var strings = new StringDeserializer();
    var consumer = new KafkaConsumer<>(settings, strings, strings);
    var main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      consumer.wakeup();
      try {
        main.join();
      } catch (InterruptedException e) {
        main.interrupt();
      }
    }));
    try (consumer) { // Closing commits what was read and leaves the group.
      consumer.subscribe(List.of(${quoted(input.topic)}));
      while (true)
        for (var record : consumer.poll(Duration.ofSeconds(1)))
          System.out.println(record.key() + " " + record.value());
    } catch (WakeupException e) {
      System.out.println("Stopped.");
    }
  }
}
`

const produce = (input: SnippetInput) => `\
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

public class Produce {
  public static void main(String[] args) throws Exception {
    Map<String, Object> settings = Map.of(
${connection(input)}
        "acks", "all",
        "delivery.timeout.ms", 300_000); // Retries for five minutes, not for two.
    var strings = new StringSerializer();
    try (var producer = new KafkaProducer<>(settings, strings, strings)) {
      var record = new ProducerRecord<>(${quoted(input.topic)}, "key-1", "hello from Java");
      var written = producer.send(record).get();
      System.out.println("Written to partition " + written.partition() + " at offset " + written.offset());
    }
  }
}
`

const pom = `\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>partner</groupId>
  <artifactId>partner</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka-clients</artifactId>
      <version>4.3.1</version>
    </dependency>
    <dependency>
      <groupId>org.slf4j</groupId>
      <artifactId>slf4j-simple</artifactId>
      <version>1.7.36</version>
    </dependency>
  </dependencies>
</project>
`

export const java: Client = {
  id: 'java',
  name: 'Java',
  about: 'kafka-clients 4.3.1. Needs a JDK of Java 17 or newer, and Maven.',
  install: ['mvn -q dependency:copy-dependencies -DoutputDirectory=lib'],
  files: input => [
    input.purpose === 'read'
      ? { name: 'Consume.java', text: consume(input) }
      : { name: 'Produce.java', text: produce(input) },
    { name: 'pom.xml', text: pom },
  ],
  run: ({ purpose }) => `java -cp 'lib/*' ${purpose === 'read' ? 'Consume' : 'Produce'}.java`,
}

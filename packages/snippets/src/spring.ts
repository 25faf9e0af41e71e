import type { Client, SnippetInput } from './client.ts'
import { clientProperties, jaas } from './properties.ts'
import { quoted } from './quote.ts'

const pom = `\
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <parent>
    <groupId>org.springframework.boot</groupId>
    <artifactId>spring-boot-starter-parent</artifactId>
    <version>4.1.1</version>
  </parent>
  <groupId>partner</groupId>
  <artifactId>partner</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.springframework.boot</groupId>
      <artifactId>spring-boot-starter-kafka</artifactId>
    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <groupId>org.springframework.boot</groupId>
        <artifactId>spring-boot-maven-plugin</artifactId>
      </plugin>
    </plugins>
  </build>
</project>
`

/** Spring replaces \${…} in every value; a backslash before it says that it is meant as it stands. */
const literal = (text: string) => quoted(text.replaceAll('${', '\\${'))

const settings = ({ bootstrapServers, username, group, purpose }: SnippetInput) => `\
spring:
  kafka:
    bootstrap-servers: ${quoted(bootstrapServers)}
    properties:
      security.protocol: ${clientProperties['security.protocol']}
      sasl.mechanism: ${clientProperties['sasl.mechanism']}
      sasl.jaas.config: '${jaas(username, `\${KAFKA_PASSWORD}`)}'
${
  purpose === 'read'
    ? `    consumer:
      group-id: ${literal(group)}
      auto-offset-reset: earliest
`
    : `    producer:
      acks: all
      properties:
        delivery.timeout.ms: 300000 # Retries for five minutes, not for two.
`
}`

const consume = ({ topic }: SnippetInput) => `\
package partner;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.kafka.annotation.KafkaListener;

@SpringBootApplication
public class Partner {
  public static void main(String[] args) {
    SpringApplication.run(Partner.class, args);
  }

  @KafkaListener(topics = ${quoted(topic)})
  void read(ConsumerRecord<String, String> record) {
    System.out.println(record.key() + " " + record.value());
  }
}
`

const produce = ({ topic }: SnippetInput) => `\
package partner;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaTemplate;

@SpringBootApplication
public class Partner {
  public static void main(String[] args) {
    SpringApplication.run(Partner.class, args);
  }

  @Bean
  ApplicationRunner write(KafkaTemplate<String, String> kafka) {
    return arguments -> {
      var written = kafka.send(${quoted(topic)}, "key-1", "hello from Spring").get().getRecordMetadata();
      System.out.println("Written to partition " + written.partition() + " at offset " + written.offset());
    };
  }
}
`

export const spring: Client = {
  id: 'spring',
  name: 'Spring',
  about: 'Spring Boot 4.1 with Spring for Apache Kafka. Needs a JDK of Java 17 or newer, and Maven.',
  install: ['mvn -q compile'],
  files: input => [
    { name: 'src/main/java/partner/Partner.java', text: input.purpose === 'read' ? consume(input) : produce(input) },
    { name: 'src/main/resources/application.yaml', text: settings(input) },
    { name: 'pom.xml', text: pom },
  ],
  run: () => 'mvn -q spring-boot:run',
}

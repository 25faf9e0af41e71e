import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.protocol.Errors;

/** Prints one line for each of Kafka's errors: code, name, message. */
class ErrorTable {
    public static void main(String[] args) {
        System.out.print(Stream.of(Errors.values())
            .map(error -> error.code() + "\t" + error.name() + "\t" + error.message() + "\n")
            .collect(Collectors.joining()));
    }
}

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.MessageUtil;

/**
 * Says what Kafka's own classes make of a message, over standard input and output until the input ends.
 *
 * <p>A question is a command, the name of a class and a version. {@code M} (make) goes on with a seed and is answered
 * with the bytes of a random message. {@code R} (read) goes on with bytes and is answered with what the class writes
 * after it has read them. {@code A} (APIs) looks at neither name nor version and is answered with a line for each API
 * that brokers offer: key, name, oldest and newest stable version, and the versions of the two headers for each version
 * from the oldest on. An answer is a length, a byte that is zero if all went well, and the bytes or else the text
 * of the error.
 */
final class WireOracle {
    public static void main(String[] args) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(System.in));
        var out = new DataOutputStream(new BufferedOutputStream(System.out));
        for (int command = in.read(); command >= 0; command = in.read()) {
            String name = in.readUTF();
            short version = in.readShort();
            try {
                answer(out, 0, switch (command) {
                    case 'M' -> make(name, version, in.readLong());
                    case 'R' -> reread(name, version, in.readNBytes(in.readInt()));
                    default -> apis().getBytes(StandardCharsets.UTF_8);
                });
            } catch (ReflectiveOperationException | RuntimeException error) {
                answer(out, 1, error.toString().getBytes(StandardCharsets.UTF_8));
            }
            if (in.available() == 0) out.flush();
        }
        out.flush();
    }

    private static void answer(DataOutputStream out, int status, byte[] bytes) throws IOException {
        out.writeInt(1 + bytes.length);
        out.writeByte(status);
        out.write(bytes);
    }

    private static byte[] make(String name, short version, long seed) throws ReflectiveOperationException {
        return bytesOf(new RandomMessage(new Random(seed), version).fill(newMessage(name)), version);
    }

    private static byte[] reread(String name, short version, byte[] bytes) throws ReflectiveOperationException {
        Message message = newMessage(name);
        var accessor = new ByteBufferAccessor(ByteBuffer.wrap(bytes));
        message.read(accessor, version);
        if (accessor.remaining() > 0) throw new IllegalStateException(accessor.remaining() + " bytes are left");
        return bytesOf(message, version);
    }

    private static String apis() {
        return ApiKeys.apisForListener(ApiMessageType.ListenerType.BROKER).stream()
            .sorted(Comparator.comparing(api -> api.id))
            .map(WireOracle::lineOf)
            .collect(Collectors.joining("\n"));
    }

    private static String lineOf(ApiKeys api) {
        short newest = api.latestVersion(false);
        String headers = IntStream.rangeClosed(api.oldestVersion(), newest)
            .mapToObj(version -> api.requestHeaderVersion((short) version) + "/" + api.responseHeaderVersion((short) version))
            .collect(Collectors.joining(" "));
        return String.join(" ", "" + api.id, api.name, api.oldestVersion() + "-" + newest, headers);
    }

    private static byte[] bytesOf(Message message, short version) {
        return MessageUtil.byteBufferToArray(MessageUtil.toByteBufferAccessor(message, version).buffer());
    }

    private static Message newMessage(String name) throws ReflectiveOperationException {
        return (Message) Class.forName("org.apache.kafka.common.message." + name).getDeclaredConstructor().newInstance();
    }
}

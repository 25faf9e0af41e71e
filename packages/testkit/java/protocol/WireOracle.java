import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.MessageUtil;

/**
 * Says what Kafka's own classes make of a message, over standard input and output until the input ends.
 *
 * <p>A question is a command, the name of a class and a version. {@code M} (make) goes on with a seed and is answered
 * with the bytes of a random message. {@code R} (read) goes on with bytes and is answered with what the class writes
 * after it has read them. An answer is a length, a byte that is zero if all went well, and the bytes or else the text
 * of the error.
 */
final class WireOracle {
    public static void main(String[] args) throws IOException {
        var in = new DataInputStream(new BufferedInputStream(System.in));
        var out = new DataOutputStream(new BufferedOutputStream(System.out));
        for (int command = in.read(); command >= 0; command = in.read()) {
            String name = in.readUTF();
            short version = in.readShort();
            byte[] input = command == 'R' ? in.readNBytes(in.readInt()) : null;
            long seed = command == 'M' ? in.readLong() : 0;
            try {
                answer(out, 0, input == null ? make(name, version, seed) : reread(name, version, input));
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

    private static byte[] bytesOf(Message message, short version) {
        return MessageUtil.byteBufferToArray(MessageUtil.toByteBufferAccessor(message, version).buffer());
    }

    private static Message newMessage(String name) throws ReflectiveOperationException {
        return (Message) Class.forName("org.apache.kafka.common.message." + name).getDeclaredConstructor().newInstance();
    }
}

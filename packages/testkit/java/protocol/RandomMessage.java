import java.lang.reflect.Field;
import java.lang.reflect.ParameterizedType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.RawTaggedField;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;
import org.apache.kafka.common.record.internal.BaseRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;

/** Fills Kafka's own message classes with random values, guided by the schema that each class holds per version. */
final class RandomMessage {
    private static final String ALPHABET = "abc.-_XYZ019 \u00e9\u6f22\uD83D\uDE00";
    private final Random random;
    private final short version;

    RandomMessage(Random random, short version) {
        this.random = random;
        this.version = version;
    }

    <T> T fill(T message) throws ReflectiveOperationException {
        for (BoundField bound : schemaOf(message.getClass()).fields()) {
            if (bound.def.type instanceof TaggedFields tagged) fillTags((Message) message, tagged.fields());
            else set(message, bound.def.name, bound.def.type);
        }
        return message;
    }

    private Schema schemaOf(Class<?> type) throws ReflectiveOperationException {
        return ((Schema[]) type.getField("SCHEMAS").get(null))[version];
    }

    private void fillTags(Message message, Map<Integer, org.apache.kafka.common.protocol.types.Field> known)
            throws ReflectiveOperationException {
        for (var field : known.values())
            if (random.nextBoolean()) set(message, field.name, field.type);
        Set<Integer> reserved = tagsOfAnyVersion(message);
        int tag = random.nextInt(4);
        while (random.nextInt(3) == 0) {
            if (!reserved.contains(tag)) message.unknownTaggedFields().add(new RawTaggedField(tag, bytes()));
            tag += 1 + random.nextInt(random.nextBoolean() ? 3 : 1000);
        }
    }

    /** A class refuses a tag that has a meaning in another version than the one it reads. */
    private Set<Integer> tagsOfAnyVersion(Message message) throws ReflectiveOperationException {
        var tags = new HashSet<Integer>();
        for (Schema schema : (Schema[]) message.getClass().getField("SCHEMAS").get(null)) {
            if (schema == null) continue;
            for (BoundField bound : schema.fields())
                if (bound.def.type instanceof TaggedFields tagged) tags.addAll(tagged.fields().keySet());
        }
        return tags;
    }

    private void set(Object message, String snakeCase, Type type) throws ReflectiveOperationException {
        String name = snakeCase.replace("_", "");
        for (Field field : message.getClass().getDeclaredFields()) {
            if (!field.getName().equalsIgnoreCase(name)) continue;
            field.setAccessible(true);
            field.set(message, valueOf(type, field.getGenericType()));
            return;
        }
        throw new NoSuchFieldException(message.getClass() + " has no field " + snakeCase);
    }

    private Object valueOf(Type type, java.lang.reflect.Type target) throws ReflectiveOperationException {
        if (type.isNullable() && random.nextInt(4) == 0) return null;
        if (type.isArray()) return arrayOf(type.arrayElementType().get(), target);
        if (type instanceof Schema) return fill(((Class<?>) target).getDeclaredConstructor().newInstance());
        if (type == Type.UINT16) return random.nextInt(0x10000);
        if (target == boolean.class) return random.nextBoolean();
        if (target == byte.class || target == Byte.class) return (byte) random.nextInt();
        if (target == short.class || target == Short.class) return (short) random.nextInt();
        if (target == int.class || target == Integer.class) return random.nextInt();
        if (target == long.class || target == Long.class) return random.nextLong();
        if (target == double.class) return random.nextGaussian();
        if (target == String.class) return text();
        if (target == Uuid.class) return random.nextInt(4) == 0 ? Uuid.ZERO_UUID : new Uuid(random.nextLong(), random.nextLong());
        if (target == byte[].class) return bytes();
        if (target == ByteBuffer.class) return ByteBuffer.wrap(bytes());
        if (target == BaseRecords.class || target == MemoryRecords.class)
            return MemoryRecords.readableRecords(ByteBuffer.wrap(bytes()));
        throw new IllegalArgumentException(target + " for " + type);
    }

    @SuppressWarnings("unchecked")
    private Object arrayOf(Type element, java.lang.reflect.Type target) throws ReflectiveOperationException {
        boolean isList = target instanceof ParameterizedType;
        Class<?> type = isList ? ArrayList.class : (Class<?>) target;
        var array = (Collection<Object>) type.getDeclaredConstructor().newInstance();
        var arguments = (ParameterizedType) (isList ? target : type.getGenericSuperclass());
        for (int left = random.nextInt(4); left > 0; left--)
            array.add(valueOf(element, arguments.getActualTypeArguments()[0]));
        return array;
    }

    private String text() {
        int[] letters = ALPHABET.codePoints().toArray();
        int length = random.nextInt(20) == 0 ? 200 : random.nextInt(12);
        return random.ints(length, 0, letters.length)
            .collect(StringBuilder::new, (text, at) -> text.appendCodePoint(letters[at]), StringBuilder::append)
            .toString();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(20) == 0 ? 2000 : random.nextInt(12)];
        random.nextBytes(bytes);
        return bytes;
    }
}

import java.io.PrintStream;

/** Formats the storage of a new broker and runs it, in one JVM. Arguments: server.properties, then those of the format. */
public final class Broker {
    public static void main(String[] args) {
        String properties = args[0];
        if (args.length > 1) {
            String[] format = new String[args.length + 2];
            format[0] = "format";
            format[1] = "--config";
            format[2] = properties;
            System.arraycopy(args, 1, format, 3, args.length - 1);
            int code = kafka.tools.StorageTool.execute(format, new PrintStream(System.out, true));
            if (code != 0) System.exit(code);
        }
        kafka.Kafka.main(new String[] {properties});
    }
}

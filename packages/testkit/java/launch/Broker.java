/** Formats the storage of a new broker, then runs it in the same JVM. Arguments: server.properties, then those of the format. */
public final class Broker {
    public static void main(String[] args) {
        String properties = args[0];
        if (args.length > 1) {
            String[] format = new String[args.length + 2];
            format[0] = "format";
            format[1] = "--config";
            System.arraycopy(args, 0, format, 2, args.length);
            int code = kafka.tools.StorageTool.execute(format, System.out);
            if (code != 0) System.exit(code);
        }
        kafka.Kafka.main(new String[] {properties});
    }
}

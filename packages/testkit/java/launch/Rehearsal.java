import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.kafka.common.utils.Exit;

/**
 * Runs one tool after the other in the same JVM, so that its archive of classes serves them all. Argument: a file with a
 * line for each, main class and arguments parted by tabs.
 */
public final class Rehearsal {
    private static final class Ended extends Error {}

    public static void main(String[] args) throws Exception {
        Exit.setExitProcedure((status, message) -> {
            if (status != 0) System.err.println("ended with " + status + ": " + message);
            throw new Ended();
        });
        for (String line : Files.readAllLines(Path.of(args[0]))) {
            String[] words = line.split("\t");
            try {
                Class.forName(words[0])
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) Arrays.copyOfRange(words, 1, words.length));
            } catch (java.lang.reflect.InvocationTargetException e) {
                if (!(e.getCause() instanceof Ended)) throw e;
            }
        }
        System.exit(0);
    }
}

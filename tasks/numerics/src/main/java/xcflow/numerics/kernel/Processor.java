package xcflow.numerics.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * The processor of this machine.
 *
 * @param model as its maker calls it
 * @param flags its instruction sets by the names that Linux has for them; empty where the system
 *     does not tell
 */
public record Processor(String model, Set<String> flags) {
    private static final Path LINUX = Path.of("/proc/cpuinfo");

    public Processor {
        flags = Set.copyOf(flags);
    }

    /** The one that this process runs on. */
    public static Processor here() {
        try {
            return read(LINUX);
        } catch (IOException e) {
            return new Processor(System.getProperty("os.arch"), Set.of());
        }
    }

    /** Reads the description of the first processor; there is one for each, all alike. */
    static Processor read(Path description) throws IOException {
        String model = System.getProperty("os.arch");
        Set<String> flags = Set.of();
        try (BufferedReader reader = Files.newBufferedReader(description)) {
            for (String line = reader.readLine();
                    line != null && !line.isEmpty();
                    line = reader.readLine()) {
                int colon = line.indexOf(':');
                String key = colon < 0 ? "" : line.substring(0, colon).strip();
                if (key.equals("model name")) {
                    model = line.substring(colon + 1).strip();
                } else if (key.equals("flags") || key.equals("Features")) {
                    flags = Set.of(line.substring(colon + 1).strip().split(" "));
                }
            }
        }
        return new Processor(model, flags);
    }
}

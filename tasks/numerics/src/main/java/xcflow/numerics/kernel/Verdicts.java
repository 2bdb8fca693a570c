package xcflow.numerics.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import xcflow.numerics.kernel.KernelChoice.Rejected;

/**
 * Choices of kernels that were made, one file for each library, processor and environment. A file
 * that cannot be read or is about something else counts as none; where none can be written, the
 * kernels are tested at every start.
 *
 * @param directory where they are
 */
record Verdicts(Path directory) {
    /** Raised when the self-test tests more. */
    private static final String FORMAT = "xcflow self-test of linear algebra, version 1";

    /** Those of this user. */
    static Verdicts ofUser() {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path base =
                cache == null || !Path.of(cache).isAbsolute()
                        ? Path.of(System.getProperty("user.home"), ".cache")
                        : Path.of(cache);
        return new Verdicts(base.resolve("xcflow").resolve("kernels"));
    }

    /**
     * What a choice depends on.
     *
     * @param library files of the library, each with size and time
     */
    record Key(List<String> library, Processor processor, Optional<String> asked) {
        List<String> lines() {
            List<String> lines = new ArrayList<>(List.of(FORMAT));
            for (String file : library) {
                lines.add("library\t" + file);
            }
            lines.add("processor\t" + processor.model());
            lines.add("flags\t" + String.join(" ", new TreeSet<>(processor.flags())));
            lines.add("asked\t" + asked.orElse("-"));
            lines.add("cache\t" + System.getenv("OPENBLAS_L2_SIZE"));
            return lines;
        }
    }

    private Path file(Key key) {
        String name = Integer.toHexString(String.join("\n", key.lines()).hashCode());
        return directory.resolve(name + ".txt");
    }

    Optional<KernelChoice> read(Key key) {
        if (key.library().isEmpty()) {
            return Optional.empty();
        }
        try {
            List<String> lines = Files.readAllLines(file(key));
            List<String> expected = key.lines();
            if (lines.size() < expected.size() + 2
                    || !lines.subList(0, expected.size()).equals(expected)) {
                return Optional.empty();
            }
            TestReport report = ReportLines.read(lines);
            String[] set = lines.get(expected.size()).split("\t");
            String[] rejected = lines.get(expected.size() + 1).split("\t");
            return report.passed() && set[0].equals("set") && rejected[0].equals("rejected")
                    ? Optional.of(
                            new KernelChoice(
                                    set.length > 1 ? Optional.of(set[1]) : Optional.empty(),
                                    report,
                                    rejected.length > 2
                                            ? Optional.of(new Rejected(rejected[1], rejected[2]))
                                            : Optional.empty()))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    void write(Key key, KernelChoice choice) {
        if (key.library().isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>(key.lines());
        lines.add("set\t" + choice.set().orElse(""));
        lines.add(
                "rejected\t" + choice.rejected().map(r -> r.kernel() + "\t" + r.why()).orElse(""));
        lines.addAll(ReportLines.write(choice.report()));
        try {
            Files.createDirectories(directory);
            Path next = Files.createTempFile(directory, "next", ".txt");
            Files.write(next, lines);
            Files.move(next, file(key), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Tested again next time.
        }
    }
}

package xcflow.spi;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What running processes have used until now, as Linux tells it in {@code /proc}. Nothing is known
 * elsewhere, or of processes that ended without being waited for by one of the tree, or that left
 * it.
 */
public final class ProcessUse {
    private static final Path PROCESSES = Path.of("/proc");

    /** Of all Linux systems; what the kernel counts in has been made this for programs. */
    private static final double TICKS_PER_SECOND = 100;

    private static final long KIBI = 1024;

    /** Places among the fields behind the name in /proc/N/stat. */
    private static final int FIRST_TIME = 11;

    private static final int LAST_TIME = 14;

    private ProcessUse() {}

    /**
     * A process with its descendants. The memory is the sum of what is resident now, or the largest
     * that a single one of them ever had, whichever is greater.
     */
    public static ResourceUse of(long process) {
        boolean found = false;
        double ticks = 0;
        long resident = 0;
        long largest = 0;
        OptionalLong read = OptionalLong.of(0);
        OptionalLong written = OptionalLong.of(0);
        Set<Long> seen = new HashSet<>();
        Deque<Long> open = new ArrayDeque<>();
        open.push(process);
        while (!open.isEmpty()) {
            long next = open.pop();
            Optional<Figures> figures = seen.add(next) ? Figures.of(next) : Optional.empty();
            if (figures.isPresent()) {
                found = true;
                ticks += figures.get().ticks;
                resident += figures.get().resident;
                largest = Math.max(largest, figures.get().peak);
                read = sum(read, figures.get().read);
                written = sum(written, figures.get().written);
                children(next, open);
            }
        }
        if (!found) {
            return ResourceUse.UNKNOWN;
        }
        long most = Math.max(resident, largest);
        return new ResourceUse(
                OptionalDouble.of(ticks / TICKS_PER_SECOND),
                most == 0 ? OptionalLong.empty() : OptionalLong.of(most),
                read,
                written);
    }

    private static OptionalLong sum(OptionalLong a, OptionalLong b) {
        return a.isPresent() && b.isPresent()
                ? OptionalLong.of(a.getAsLong() + b.getAsLong())
                : OptionalLong.empty();
    }

    private static void children(long process, Deque<Long> into) {
        Path threads = PROCESSES.resolve(process + "/task");
        try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
            for (Path thread : all) {
                String line = text(thread.resolve("children")).orElse("").strip();
                if (!line.isEmpty()) {
                    for (String child : line.split(" ", -1)) {
                        into.push(Long.parseLong(child));
                    }
                }
            }
        } catch (IOException | DirectoryIteratorException | NumberFormatException e) {
            // It has ended meanwhile.
        }
    }

    /** Bytes read and written of the calling thread; empty where the system does not tell. */
    public static ResourceUse ofThread() {
        Optional<String> io = text(PROCESSES.resolve("thread-self/io"));
        return new ResourceUse(
                OptionalDouble.empty(),
                OptionalLong.empty(),
                number(io.orElse(""), "read_bytes"),
                number(io.orElse(""), "write_bytes"));
    }

    /**
     * The number behind a name at the beginning of a line, as {@code /proc/N/io} and {@code
     * /proc/N/status} have them.
     */
    public static OptionalLong number(String text, String name) {
        int at = text.startsWith(name + ":") ? 0 : text.indexOf("\n" + name + ":") + 1;
        if (at == 0 && !text.startsWith(name + ":")) {
            return OptionalLong.empty();
        }
        int end = text.indexOf('\n', at);
        String value =
                text.substring(at + name.length() + 1, end < 0 ? text.length() : end)
                        .replace("kB", "")
                        .strip();
        try {
            return OptionalLong.of(Long.parseLong(value));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Of one process, with the children that it waited for. */
    private record Figures(
            double ticks, long resident, long peak, OptionalLong read, OptionalLong written) {

        static Optional<Figures> of(long process) {
            Path directory = PROCESSES.resolve(Long.toString(process));
            Optional<String> stat = text(directory.resolve("stat"));
            if (stat.isEmpty()) {
                return Optional.empty();
            }
            String[] fields = stat.get().substring(stat.get().lastIndexOf(')') + 2).split(" ", -1);
            double ticks = 0;
            for (int i = FIRST_TIME; i <= LAST_TIME; i++) {
                ticks += Double.parseDouble(fields[i]);
            }
            String status = text(directory.resolve("status")).orElse("");
            String io = text(directory.resolve("io")).orElse("");
            return Optional.of(
                    new Figures(
                            ticks,
                            number(status, "VmRSS").orElse(0) * KIBI,
                            number(status, "VmHWM").orElse(0) * KIBI,
                            number(io, "read_bytes"),
                            number(io, "write_bytes")));
        }
    }
}

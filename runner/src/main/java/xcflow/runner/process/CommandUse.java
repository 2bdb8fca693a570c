package xcflow.runner.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.spi.Meter;
import xcflow.spi.ProcessUse;
import xcflow.spi.ResourceUse;

/**
 * What a command uses, with everything that it starts and waits for. Processor time and transferred
 * bytes are told by the guard of its {@link ProcessGroup} when it ends; memory is looked at while
 * it runs, by the thread that waits for it: after 10 milliseconds, and then in intervals that
 * double up to two seconds. Confined to one thread.
 */
public final class CommandUse {
    private static final long FIRST_LOOK_MILLIS = 10;
    private static final long LAST_LOOK_MILLIS = 2000;

    /** A line of the shell's {@code times}: user and system, such as 0m1.250000s. */
    private static final Pattern TIMES =
            Pattern.compile("(\\d+)m(\\d+)[.,](\\d+)s\\s+(\\d+)m(\\d+)[.,](\\d+)s");

    private final Optional<Path> report;
    private final long begin = System.nanoTime();
    private long interval = FIRST_LOOK_MILLIS;
    private long nextLook = FIRST_LOOK_MILLIS;
    private ResourceUse seen = ResourceUse.UNKNOWN;
    private OptionalLong memory = OptionalLong.empty();

    private CommandUse(Optional<Path> report) {
        this.report = report;
    }

    /**
     * It is measured.
     *
     * @param scratch where the guard leaves its report, not among the command's files
     */
    public static CommandUse measured(Path scratch) {
        return new CommandUse(Optional.of(scratch.resolve("usage.txt")));
    }

    /** What works is not a descendant of the command, as in containers: nothing can be told. */
    public static CommandUse unknown() {
        return new CommandUse(Optional.empty());
    }

    /** Where the guard writes; empty: nowhere. */
    String file() {
        return report.map(Path::toString).orElse("");
    }

    /** How long to wait until there is something to do, in milliseconds. */
    long next(long atMost) {
        return report.isEmpty() ? atMost : Math.min(atMost, Math.max(1, nextLook - age()));
    }

    private long age() {
        return (System.nanoTime() - begin) / 1_000_000;
    }

    /** Looks at the processes if it is time to. */
    void look(Process process) {
        if (report.isEmpty() || age() < nextLook) {
            return;
        }
        ResourceUse now = ProcessUse.of(process.pid());
        if (now.cpuSeconds().isPresent()) {
            seen = now;
        }
        now.peakMemory()
                .ifPresent(bytes -> memory = OptionalLong.of(Math.max(bytes, memory.orElse(0))));
        interval = Math.min(2 * interval, LAST_LOOK_MILLIS);
        nextLook = age() + interval;
    }

    /** Counts it for the execution of this thread; the command has ended. */
    void tell() {
        Meter.current().ifPresent(meter -> meter.program(used()));
    }

    private ResourceUse used() {
        if (report.isEmpty()) {
            return ResourceUse.UNKNOWN;
        }
        ResourceUse told = read(report.get());
        // A guard that was killed told nothing: what was seen last is less than what was used.
        ResourceUse last = told.cpuSeconds().isPresent() ? told : seen;
        return new ResourceUse(last.cpuSeconds(), memory, last.readBytes(), last.writtenBytes());
    }

    private static ResourceUse read(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return new ResourceUse(
                    seconds(text),
                    OptionalLong.empty(),
                    ProcessUse.number(text, "read_bytes"),
                    ProcessUse.number(text, "write_bytes"));
        } catch (IOException e) {
            return ResourceUse.UNKNOWN;
        }
    }

    /** The first line is of the shell itself, the second of its children. */
    private static OptionalDouble seconds(String text) {
        Matcher times = TIMES.matcher(text);
        int line = 0;
        while (line < 2 && times.find()) {
            line++;
        }
        if (line < 2) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(
                time(times.group(1), times.group(2), times.group(3))
                        + time(times.group(4), times.group(5), times.group(6)));
    }

    private static double time(String minutes, String seconds, String fraction) {
        return 60 * Double.parseDouble(minutes) + Double.parseDouble(seconds + "." + fraction);
    }
}

package xcflow.runner;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TimeZone;
import xcflow.runner.command.Xcflow;

/** Starts xcflow from the command line. */
public final class Main {
    /** Types that no option has; preparing picocli to read them takes a tenth of the start. */
    private static final String NO_OPTIONS =
            "java\\.sql\\..+,java\\.time\\.(?!Duration|Instant|ZoneId).+";

    private Main() {}

    public static void main(String[] arguments) {
        // Greek letters and minus signs in results must survive a terminal with the C locale.
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        // Standard output is for results. What tasks print of their own belongs to the messages,
        // and their closing a stream concerns nobody else.
        System.setOut(unclosable(err));
        System.setErr(unclosable(err));
        useNeutralLocale();
        System.setProperty("picocli.converters.excludes", NO_OPTIONS);
        int status = Xcflow.execute(out, arguments);
        out.flush();
        // Libraries may have left threads that are no daemons; everything is on disk by now.
        if (ending()) {
            Runtime.getRuntime().halt(status);
        }
        System.exit(status);
    }

    /**
     * Makes every library forget where the machine stands: our own code names its locale and its
     * zone, but drivers convert times with those of the process, and Java chooses the fonts of
     * pictures by the language that it was started with.
     */
    private static void useNeutralLocale() {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        System.setProperty("user.language", "en");
        System.clearProperty("user.region");
        System.clearProperty("user.country");
    }

    /** Whether a task has begun to end the virtual machine, which would take its status. */
    private static boolean ending() {
        try {
            Thread probe = new Thread(() -> {});
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    private static PrintStream unclosable(PrintStream stream) {
        return new PrintStream(
                new FilterOutputStream(stream) {
                    @Override
                    public void write(byte[] bytes, int from, int length) {
                        stream.write(bytes, from, length);
                    }

                    @Override
                    public void close() {
                        stream.flush();
                    }
                },
                true,
                StandardCharsets.UTF_8) {
            @Override
            public void close() {
                flush();
            }
        };
    }
}

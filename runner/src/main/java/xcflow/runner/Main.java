package xcflow.runner;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
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
        System.setOut(utf8(FileDescriptor.out));
        System.setErr(utf8(FileDescriptor.err));
        leaveTheCountry();
        System.setProperty("picocli.converters.excludes", NO_OPTIONS);
        int status = Xcflow.execute(arguments);
        System.out.flush();
        // Libraries may have left threads that are no daemons; everything is on disk by now.
        System.exit(status);
    }

    /**
     * Makes every library forget where the machine stands: our own code names its locale and its
     * zone, but drivers convert times with those of the process, and Java chooses the fonts of
     * pictures by the language that it was started with.
     */
    private static void leaveTheCountry() {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        System.setProperty("user.language", "en");
        System.clearProperty("user.region");
        System.clearProperty("user.country");
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}

package xcflow.runner;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
        System.setProperty("picocli.converters.excludes", NO_OPTIONS);
        int status = Xcflow.execute(arguments);
        System.out.flush();
        // Libraries may have left threads that are no daemons; everything is on disk by now.
        System.exit(status);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}

package xcflow.runner.execution;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import xcflow.runner.secret.Mask;

/**
 * Log of one execution: a file of its own, which is created with the first line; times in UTC.
 * Thread-safe.
 *
 * <p>Not a logger of the logging library, which keeps every logger for ever.
 */
final class ExecutionLog extends LegacyAbstractLogger implements AutoCloseable {
    private static final long serialVersionUID = 1L;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final transient Path file;
    private transient PrintWriter out;
    private final transient Mask mask;
    private boolean closed;

    ExecutionLog(Path file, String name, Mask mask) {
        this.mask = mask;
        this.file = file;
        this.name = name;
    }

    /** The file; it does not exist while nothing has been logged. */
    Path file() {
        return file;
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level, Marker marker, String pattern, Object[] arguments, Throwable error) {
        String message = mask.of(MessageFormatter.basicArrayFormat(pattern, arguments));
        synchronized (this) {
            if (closed) {
                return;
            }
            open();
            out.printf(Locale.ROOT, "%s %-5s %s%n", TIME.format(Instant.now()), level, message);
            if (error != null) {
                StringWriter trace = new StringWriter();
                error.printStackTrace(new PrintWriter(trace));
                out.print(mask.of(trace.toString()));
            }
            out.flush();
        }
    }

    private void open() {
        if (out == null) {
            try {
                Files.createDirectories(file.getParent());
                out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (out != null) {
            out.close();
        }
    }

    @Override
    protected String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return false;
    }

    @Override
    public boolean isDebugEnabled() {
        return false;
    }

    @Override
    public boolean isInfoEnabled() {
        return true;
    }

    @Override
    public boolean isWarnEnabled() {
        return true;
    }

    @Override
    public boolean isErrorEnabled() {
        return true;
    }
}

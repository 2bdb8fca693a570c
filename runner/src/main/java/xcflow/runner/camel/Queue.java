package xcflow.runner.camel;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Where tickets wait for execution: in this process, or at an endpoint that several processes share
 * (a directory, a broker). A shared endpoint need not be reliable: nobody is given work twice,
 * because whoever takes a ticket claims its instance in the database, and a ticket that got lost is
 * sent again.
 *
 * @param shared URI of the Camel endpoint; empty: in this process
 * @param working whether this process executes tickets
 */
public record Queue(Optional<String> shared, boolean working) {

    /**
     * What a directory as a queue needs: a ticket appears whole, one process takes it by renaming
     * it, and it is gone as soon as it is taken. A process that was not the first goes on to the
     * next ticket at once; by default it would look for the one that is gone for ten seconds.
     */
    private static final String DIRECTORY =
            "?tempPrefix=.&readLock=rename&readLockLoggingLevel=OFF&readLockCheckInterval=1"
                    + "&readLockTimeout=2&delete=true"
                    + "&initialDelay=0&delay=100";

    private static final String FILE = "file:";

    /** A component and what it is to look at. */
    private static final Pattern URI = Pattern.compile("[a-z][a-z0-9+.-]*:.+");

    /** Nothing but tickets is taken from a directory. */
    private static final String TICKETS_ONLY = "antInclude=ticket-*.json";

    /** The queue that the user chose with {@code XCFLOW_QUEUE}. */
    public static Queue chosen() {
        return of(System.getenv("XCFLOW_QUEUE"));
    }

    /**
     * @param uri of an endpoint; null or blank: in this process
     * @throws UnusableQueueException if it names no component, like a bare directory
     */
    public static Queue of(String uri) {
        if (uri == null || uri.isBlank()) {
            return new Queue(Optional.empty(), true);
        }
        String endpoint = uri.strip();
        if (!URI.matcher(endpoint).matches()) {
            throw new UnusableQueueException(
                    String.format(
                            Locale.ROOT,
                            "xcflow: '%s' is not a queue; write a directory as file:%s",
                            endpoint,
                            endpoint.startsWith("/") ? endpoint : "/home/me/" + endpoint));
        }
        if (endpoint.startsWith(FILE)) {
            endpoint = endpoint.contains("?") ? endpoint : endpoint + DIRECTORY;
            endpoint = endpoint.contains("nclude=") ? endpoint : endpoint + "&" + TICKETS_ONLY;
        }
        return new Queue(Optional.of(endpoint), true);
    }

    /**
     * Makes sure that a queue that is a directory belongs to a project; other kinds are not looked
     * at.
     *
     * @param home of the project
     * @throws UnusableQueueException if it does not
     */
    public void claim(Path home) {
        shared.filter(uri -> uri.startsWith(FILE))
                .ifPresent(uri -> QueueDirectory.claim(directory(uri), home));
    }

    private static Path directory(String uri) {
        String path = uri.substring(FILE.length(), uri.indexOf('?'));
        return Path.of(path.startsWith("//") ? path.substring(2) : path).toAbsolutePath();
    }

    /** Names the file of a ticket that goes into a directory. */
    void name(Message ticket) {
        if (shared.isPresent() && shared.get().startsWith(FILE)) {
            ticket.setHeader(Exchange.FILE_NAME, "ticket-" + UUID.randomUUID() + ".json");
        }
    }

    /** The same queue, from which this process takes nothing. */
    public Queue withoutWorking() {
        return new Queue(shared, false);
    }
}

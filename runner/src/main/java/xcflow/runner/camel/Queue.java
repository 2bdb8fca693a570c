package xcflow.runner.camel;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import xcflow.runner.home.Homes;

/**
 * Where tickets wait for execution: in this process, in the project's database, or at another
 * endpoint that several processes share (a directory, a broker). A shared endpoint need not be
 * reliable: nobody is given work twice, because whoever takes a ticket claims its instance in the
 * database, and a ticket that got lost is sent again.
 *
 * @param shared {@code database}, {@code postgres} or the URI of a Camel endpoint; empty: in this
 *     process
 * @param working whether this process executes tickets
 */
public record Queue(Optional<String> shared, boolean working) {

    /**
     * What a directory as a queue needs: a ticket appears whole, one process takes it by renaming
     * it, and it is gone as soon as it is taken. A process that was not the first goes on to the
     * next ticket at once; by default it would look for the one that is gone for ten seconds. Each
     * takes one in any order and looks again at once: whoever lists all of them first would else
     * take all of them, and two that list the same would quarrel about each.
     */
    private static final String DIRECTORY =
            "?tempPrefix=.&readLock=rename&readLockLoggingLevel=OFF&readLockCheckInterval=1"
                    + "&readLockTimeout=2&delete=true&shuffle=true&maxMessagesPerPoll=1"
                    + "&eagerMaxMessagesPerPoll=false&greedy=true&initialDelay=0&delay=50";

    private static final String FILE = "file:";

    /** A component and what it is to look at. */
    private static final Pattern URI = Pattern.compile("[a-z][a-z0-9+.-]*:.+");

    /** Nothing but tickets is taken from a directory. */
    private static final String TICKETS_ONLY = "antInclude=ticket-*.json";

    /** Tickets wait in the database in which the project's records are. */
    private static final String DATABASE = "database";

    /** The same, of a project whose records are on a server. */
    private static final String POSTGRES = "postgres";

    /** The table of tickets in the project's database. */
    public static Queue database() {
        return new Queue(Optional.of(DATABASE), true);
    }

    /** Whether tickets wait in the project's database. */
    public boolean inDatabase() {
        return shared.filter(name -> name.equals(DATABASE) || name.equals(POSTGRES)).isPresent();
    }

    /** URI of the Camel endpoint through which tickets go; empty if none does. */
    Optional<String> endpoint() {
        return inDatabase() ? Optional.empty() : shared;
    }

    /** The queue that the settings of a project name. */
    public static Queue chosen(Path home) {
        return of(Homes.settings(home).text("queue").orElse(null));
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
        if (endpoint.equals(DATABASE) || endpoint.equals(POSTGRES)) {
            return new Queue(Optional.of(endpoint), true);
        }
        if (!URI.matcher(endpoint).matches()) {
            throw new UnusableQueueException(
                    String.format(
                            Locale.ROOT,
                            "xcflow: '%s' is not a queue; write a directory as file:%s, the project's database as 'database'",
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

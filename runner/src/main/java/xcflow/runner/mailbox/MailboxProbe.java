package xcflow.runner.mailbox;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/**
 * What is heard by letter.
 *
 * @param project its identity
 * @param now the time of the records
 * @param millis until the answer came
 */
public record MailboxProbe(String project, Instant now, long millis) {

    /**
     * Asks in a mailbox.
     *
     * @throws MailboxException if nobody answers
     */
    public static MailboxProbe ask(Path directory) throws IOException {
        try (Correspondence letters =
                new Correspondence(new Mailbox(directory), "p-" + UUID.randomUUID())) {
            String project = letters.desk().project();
            long begun = System.nanoTime();
            Instant now = letters.desk().now();
            return new MailboxProbe(project, now, (System.nanoTime() - begun) / 1_000_000);
        }
    }
}

package xcflow.runner.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tickets in a directory. */
class QueueBackendTest extends SharedQueueContract {
    @Override
    Queue queue() throws IOException {
        Path directory = Files.createDirectories(project.directory().resolve("queue"));
        return Queue.of("file:" + directory);
    }
}

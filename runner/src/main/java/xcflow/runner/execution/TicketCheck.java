package xcflow.runner.execution;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.run.Work;
import xcflow.runner.cache.CacheKey;
import xcflow.runner.value.PlainJson;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.schema.TaskType;

/**
 * Whether a ticket is what it says: its cache key belongs to its inputs, and this program has the
 * task in the version that the ticket asks for. Whether somebody waits for it, the claim decides.
 */
public final class TicketCheck {
    private TicketCheck() {}

    /** Why the ticket is not to be executed here; empty if it may be. */
    public static String problem(Ticket ticket, TaskCatalog tasks) {
        Work work = ticket.work();
        Optional<TaskType> task = tasks.find(work.task());
        if (task.isPresent() && !task.get().version().equals(work.taskVersion())) {
            return String.format(
                    Locale.ROOT,
                    "it asks for version %s of task '%s', and this program has version %s",
                    work.taskVersion(),
                    work.task(),
                    task.get().version());
        }
        try {
            Map<String, Object> components = PlainJson.readMap(work.keyComponents());
            Map<String, Object> inputs = PlainJson.readMap(work.inputs());
            CacheKey key =
                    CacheKey.of(
                            work.task(),
                            work.taskVersion(),
                            task.map(type -> type.identity(inputs)).orElse(inputs),
                            Optional.ofNullable((String) components.get("code")));
            return key.digest().equals(work.cacheKey())
                            && key.components().equals(work.keyComponents())
                    ? ""
                    : "its cache key does not belong to its inputs";
        } catch (RuntimeException e) {
            return "it is damaged: " + e.getMessage();
        }
    }
}

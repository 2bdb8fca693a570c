package xcflow.runner.execution;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.run.Work;
import xcflow.runner.cache.CacheKey;
import xcflow.runner.cache.CodeDigest;
import xcflow.runner.value.PlainJson;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.schema.TaskType;

/**
 * Whether a ticket is what it says: its cache key belongs to its inputs, and this program has the
 * task in the version and with the code that the ticket asks for. Whether somebody waits for it,
 * the claim decides.
 */
public final class TicketCheck {
    private TicketCheck() {}

    /**
     * Why another program is to execute the ticket; empty if this one may.
     *
     * @param code of the tasks of this program
     */
    public static String refusal(Ticket ticket, TaskCatalog tasks, CodeDigest code) {
        Work work = ticket.work();
        Optional<TaskType> task = tasks.find(work.task());
        if (task.isEmpty()) {
            return String.format(
                    Locale.ROOT,
                    "it asks for task '%s', which this program does not have",
                    work.task());
        }
        if (!task.get().version().equals(work.taskVersion())) {
            return String.format(
                    Locale.ROOT,
                    "it asks for version %s of task '%s', and this program has version %s",
                    work.taskVersion(),
                    work.task(),
                    task.get().version());
        }
        String mine = code.of(task.get().implementation());
        return mine.equals(work.codeDigest())
                ? ""
                : String.format(
                        Locale.ROOT,
                        "it asks for task '%s' with the code %s, and this program has the code %s: install the"
                                + " same build for the workers and for whoever conducts",
                        work.task(),
                        work.codeDigest().substring(0, 12),
                        mine.substring(0, 12));
    }

    /** Why nobody is to execute the ticket; empty if it is what it says. */
    public static String problem(Ticket ticket, TaskCatalog tasks) {
        Work work = ticket.work();
        Optional<TaskType> task = tasks.find(work.task());
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

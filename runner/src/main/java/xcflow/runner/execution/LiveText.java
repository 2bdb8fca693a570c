package xcflow.runner.execution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import xcflow.runner.process.Excerpt;
import xcflow.runner.task.ShellTask;

/**
 * Tells from time to time what the attempts under way here have written: those who look at a run
 * may sit at another machine.
 */
final class LiveText {
    private static final int MOST = 8 << 10;

    private final BiConsumer<Map<Long, String>, Set<Long>> tell;
    private final Map<Long, String> told = new HashMap<>();

    /**
     * @param tell takes new texts by execution, and the executions that are over
     */
    LiveText(BiConsumer<Map<Long, String>, Set<Long>> tell) {
        this.tell = tell;
    }

    synchronized void look(Collection<Attempt> attempts) {
        Map<Long, String> texts = new HashMap<>();
        Set<Long> ended = new HashSet<>(told.keySet());
        for (Attempt attempt : attempts) {
            long execution = attempt.claim().execution();
            ended.remove(execution);
            String text = text(attempt);
            if (!text.isEmpty() && !text.equals(told.get(execution))) {
                texts.put(execution, text);
            }
        }
        if (!texts.isEmpty() || !ended.isEmpty()) {
            tell.accept(texts, ended);
            told.keySet().removeAll(ended);
            told.putAll(texts);
        }
    }

    private static String text(Attempt attempt) {
        String all =
                end(attempt.executionLog().file())
                        + printed("standard output", attempt.scratch().resolve(ShellTask.STDOUT))
                        + printed("standard error", attempt.scratch().resolve(ShellTask.STDERR));
        // A database keeps no zero characters.
        return attempt.masked(all.replace('\0', '\uFFFD'));
    }

    private static String printed(String name, Path file) {
        String text = end(file);
        return text.isBlank() ? "" : name + " so far:\n" + text.stripTrailing() + "\n";
    }

    private static String end(Path file) {
        try {
            return Files.isRegularFile(file) ? Excerpt.of(file, MOST).text() : "";
        } catch (IOException e) {
            return ""; // It has just ended.
        }
    }
}

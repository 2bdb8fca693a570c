package xcflow.runner.view;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import xcflow.runner.execution.Executor;
import xcflow.runner.home.Project;
import xcflow.runner.process.Excerpt;
import xcflow.runner.task.ShellTask;

/** What executions wrote, or have written so far. */
public record ExecutionLogs(Project project) {
    private static final int MOST = 128 * 1024;

    /**
     * One text of an execution.
     *
     * @param whole false if only its end is here
     */
    public record LogText(String name, String text, boolean whole) {}

    /** The log of an execution, and what its command prints while it runs; empty texts left out. */
    public List<LogText> of(ExecutionDetail execution) throws IOException {
        List<LogText> texts = new ArrayList<>();
        Path log =
                Executor.logFile(project.home().directory().resolve("logs"), execution.execution());
        if (execution.log().isPresent() && project.objects().contains(execution.log().get())) {
            log = project.objects().file(execution.log().get());
        }
        add(texts, "log", log);
        if (execution.state().equals("RUNNING")) {
            Optional<Path> scratch = project.home().scratch().find(execution.execution());
            if (scratch.isPresent()) {
                add(texts, "standard output", scratch.get().resolve(ShellTask.STDOUT));
                add(texts, "standard error", scratch.get().resolve(ShellTask.STDERR));
            }
            if (texts.isEmpty()) {
                // It runs on another machine, which tells what was written from time to time.
                project.provenance()
                        .liveLogs()
                        .of(execution.execution())
                        .ifPresent(
                                text -> texts.add(new LogText("log", VisibleText.of(text), false)));
            }
        }
        return texts;
    }

    private static void add(List<LogText> texts, String name, Path file) throws IOException {
        try {
            if (Files.isRegularFile(file)) {
                Excerpt excerpt = Excerpt.of(file, MOST);
                if (!excerpt.text().isEmpty()) {
                    texts.add(new LogText(name, VisibleText.of(excerpt.text()), excerpt.whole()));
                }
            }
        } catch (NoSuchFileException e) {
            // It ended meanwhile: its log is in the store then.
        }
    }
}

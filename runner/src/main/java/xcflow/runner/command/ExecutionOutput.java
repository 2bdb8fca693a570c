package xcflow.runner.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Instance;
import xcflow.provenance.state.ExecutionState;
import xcflow.runner.execution.Executor;
import xcflow.runner.execution.FailedScratch;
import xcflow.runner.home.Project;
import xcflow.runner.process.Excerpt;
import xcflow.runner.task.ShellTask;
import xcflow.runner.view.InstanceView;

/** What executions wrote: their logs, and what their commands print while they run. */
final class ExecutionOutput {

    /** How much of a running command's output is shown at first, in bytes. */
    private static final int EXCERPT = 64 * 1024;

    /** How much is shown at most of what was added since the last look, in bytes. */
    private static final int ADDED = 1 << 20;

    private static final long LOOK_MILLIS = 250;

    private final Project project;
    private final PrintWriter out;

    ExecutionOutput(Project project, PrintWriter out) {
        this.project = project;
        this.out = out;
    }

    /** Prints what all executions of the instances have written so far. */
    void print(List<Instance> instances) throws IOException {
        for (Instance instance : instances) {
            for (Execution execution : executions(instance)) {
                out.println("--- " + title(instance, execution));
                log(execution);
                for (Path file : running(execution)) {
                    Excerpt text = Excerpt.of(file, EXCERPT);
                    if (!text.text().isEmpty()) {
                        out.println((text.whole() ? "" : "… ") + name(file) + " so far:");
                        out.println(text.text().stripTrailing());
                    }
                }
                Path kept = new FailedScratch(project.home()).of(execution.id());
                if (Files.isDirectory(kept)) {
                    out.println("its working directory is kept for now: " + kept);
                }
            }
        }
    }

    private void log(Execution execution) throws IOException {
        Path file = liveLog(execution);
        if (execution.log().isPresent()) {
            file = project.objects().file(execution.log().get());
        }
        if (Files.exists(file)) {
            out.print(Files.readString(file, StandardCharsets.UTF_8));
        } else if (running(execution).isEmpty()) {
            out.print(project.provenance().liveLogs().of(execution.id()).orElse(""));
        }
    }

    /** Prints what running executions of the instances write, until they end. */
    void follow(List<Instance> instances) throws IOException, InterruptedException {
        Map<Path, Long> shown = new LinkedHashMap<>();
        boolean several = instances.size() > 1;
        while (true) {
            boolean open = false;
            for (Instance instance : instances) {
                for (Execution execution : executions(instance)) {
                    if (execution.state() == ExecutionState.RUNNING) {
                        open = true;
                        List<Path> files = new ArrayList<>(running(execution));
                        files.add(liveLog(execution));
                        for (Path file : files) {
                            added(file, several ? title(instance, execution) + ": " : "", shown);
                        }
                    }
                }
            }
            out.flush();
            if (!open) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
        }
    }

    private void added(Path file, String prefix, Map<Path, Long> shown) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        long size = Files.size(file);
        long before = shown.getOrDefault(file, Math.max(0, size - EXCERPT));
        if (size > before) {
            String text = Excerpt.of(file, (int) Math.min(ADDED, size - before)).text();
            text.lines().forEach(line -> out.println(prefix + line));
        }
        shown.put(file, size);
    }

    private List<Execution> executions(Instance instance) {
        return project.ledger().executions(instance.run(), instance.number());
    }

    private static String title(Instance instance, Execution execution) {
        return InstanceView.label(instance) + ", attempt " + execution.attempt();
    }

    private Path liveLog(Execution execution) {
        return Executor.logFile(project.home().directory().resolve("logs"), execution.id());
    }

    private static String name(Path file) {
        return file.endsWith(ShellTask.STDOUT) ? "standard output" : "standard error";
    }

    /** The files into which the command of a running execution prints. */
    private List<Path> running(Execution execution) throws IOException {
        if (execution.state() != ExecutionState.RUNNING) {
            return List.of();
        }
        Optional<Path> directory = project.home().scratch().find(execution.id());
        return directory.stream()
                .flatMap(
                        place ->
                                List.of(ShellTask.STDOUT, ShellTask.STDERR).stream()
                                        .map(place::resolve))
                .filter(Files::exists)
                .toList();
    }
}

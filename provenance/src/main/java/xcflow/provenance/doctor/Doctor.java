package xcflow.provenance.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import xcflow.provenance.Provenance;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.RecordReader;
import xcflow.provenance.record.RecordReader.ExecutionRecord;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.ExecutionState;
import xcflow.provenance.state.InstanceState;
import xcflow.storage.files.Scratch;
import xcflow.storage.home.Home;

/**
 * Looks for the traces of killed processes, full disks and meddling. Unlike the audit it does not
 * ask whether the records are true, but whether work can go on.
 */
public final class Doctor {
    /** Whoever writes a file touches it more often than this. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Home home;
    private final Provenance provenance;

    public Doctor(Home home, Provenance provenance) {
        this.home = home;
        this.provenance = provenance;
    }

    /**
     * Looks at everything.
     *
     * @param contents whether to hash all artefacts, too, which takes as long as reading them
     */
    public List<HomeProblem> examine(boolean contents) throws IOException {
        List<HomeProblem> problems = new ArrayList<>();
        abandonedFiles(problems);
        interruptedRuns(problems);
        lostArtefacts(contents, problems);
        return problems;
    }

    /**
     * Repairs what can be repaired.
     *
     * @return the problems that remain
     */
    public List<HomeProblem> repair(List<HomeProblem> problems) {
        List<HomeProblem> remaining = new ArrayList<>();
        for (HomeProblem problem : problems) {
            if (problem.curable()) {
                problem.cure().run();
            } else {
                remaining.add(problem);
            }
        }
        return remaining;
    }

    private void abandonedFiles(List<HomeProblem> problems) throws IOException {
        for (Path file : provenance.objects().stale(ABANDONED)) {
            problems.add(abandoned(file, "half-written artefact of a killed process"));
        }
        for (Path file : home.checkpoints().stale(ABANDONED)) {
            if (file.getFileName().toString().endsWith(".tmp")) {
                problems.add(abandoned(file, "half-written checkpoint of a killed process"));
            }
        }
        for (Path directory : home.scratch().stale(Duration.ofDays(1))) {
            if (!isInUse(directory)) {
                problems.add(abandoned(directory, "scratch directory of a killed process"));
            }
        }
    }

    /** Whether a living process works in a directory, which a long task need not touch for days. */
    private boolean isInUse(Path directory) {
        OptionalLong id = Scratch.execution(directory);
        Instant now = provenance.events().now();
        return id.isPresent()
                && provenance
                        .runs()
                        .execution(id.getAsLong())
                        .filter(execution -> execution.state() == ExecutionState.RUNNING)
                        .filter(execution -> execution.run().isPresent())
                        .flatMap(
                                execution ->
                                        provenance
                                                .runs()
                                                .instance(
                                                        execution.run().get(),
                                                        execution.instance().get()))
                        .filter(i -> i.execution().equals(Optional.of(id.getAsLong())))
                        .flatMap(Instance::leaseUntil)
                        .filter(now::isBefore)
                        .isPresent();
    }

    private static HomeProblem abandoned(Path path, String what) {
        return new HomeProblem(
                path.toString(),
                what,
                "delete it",
                () -> {
                    try {
                        if (Files.isDirectory(path)) {
                            Scratch.delete(path);
                        } else {
                            Files.deleteIfExists(path);
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private void interruptedRuns(List<HomeProblem> problems) {
        Instant now = provenance.events().now();
        for (Run run : provenance.runs().runs(0, Integer.MAX_VALUE)) {
            if (run.state().finished()) {
                continue;
            }
            var running =
                    provenance.runs().instances(run.id(), InstanceState.RUNNING, Integer.MAX_VALUE);
            long expired =
                    running.stream()
                            .filter(
                                    instance ->
                                            instance.leaseUntil()
                                                    .map(until -> until.isBefore(now))
                                                    .orElse(true))
                            .count();
            if (expired > 0) {
                problems.add(
                        new HomeProblem(
                                "run " + run.id(),
                                String.format(
                                        Locale.ROOT,
                                        "%d %s held by a process that no longer exists",
                                        expired,
                                        expired == 1 ? "instance is" : "instances are"),
                                "return them to the waiting state",
                                () -> provenance.runs().reopen(run.id())));
            }
            if (expired == running.size()) {
                problems.add(
                        new HomeProblem(
                                "run " + run.id(),
                                "was interrupted, or waits for its process",
                                "continue it with: xcflow resume " + run.id(),
                                null));
            }
        }
    }

    private void lostArtefacts(boolean contents, List<HomeProblem> problems) {
        problems.addAll(
                provenance
                        .database()
                        .read(
                                sql -> {
                                    List<HomeProblem> found = new ArrayList<>();
                                    Set<String> sound = new HashSet<>();
                                    Set<String> unsound = new HashSet<>();
                                    new RecordReader(sql)
                                            .executions(
                                                    page ->
                                                            page.forEach(
                                                                    record ->
                                                                            examine(
                                                                                    record,
                                                                                    contents, sound,
                                                                                    unsound,
                                                                                    found)));
                                    return found;
                                }));
    }

    private void examine(
            ExecutionRecord record,
            boolean contents,
            Set<String> sound,
            Set<String> unsound,
            List<HomeProblem> problems) {
        var execution = record.execution();
        if (execution.state() != ExecutionState.SUCCEEDED || !execution.reusable()) {
            return;
        }
        for (var artefact : record.outputs()) {
            String digest = artefact.digest();
            if (!sound.contains(digest) && (unsound.contains(digest) || !sound(digest, contents))) {
                unsound.add(digest);
                String what =
                        provenance.objects().contains(digest)
                                ? "artefact %s (%s) is damaged"
                                : "artefact %s (%s) is missing";
                problems.add(
                        new HomeProblem(
                                String.format(
                                        Locale.ROOT,
                                        "execution %d (%s/%s%s)",
                                        execution.id(),
                                        execution.workflow(),
                                        execution.step(),
                                        execution.run().map(run -> " in run " + run).orElse("")),
                                String.format(Locale.ROOT, what, digest, artefact.name()),
                                "move it to the quarantine, and recompute what made or used it when"
                                        + " needed",
                                () -> putAside(execution.id(), digest)));
                return;
            }
            sound.add(digest);
        }
    }

    private boolean sound(String digest, boolean contents) {
        if (!contents) {
            return provenance.objects().contains(digest);
        }
        try {
            return provenance.objects().rehash(digest).equals(Optional.of(digest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void putAside(long execution, String digest) {
        try {
            if (provenance.objects().contains(digest)) {
                Path aside = provenance.objects().quarantine(digest);
                provenance.runs().recall(digest, aside.getFileName().toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        provenance.runs().disqualify(execution, "artefact " + digest + " was lost");
    }
}

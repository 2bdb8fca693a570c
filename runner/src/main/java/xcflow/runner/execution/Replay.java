package xcflow.runner.execution;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.RecordReader;
import xcflow.provenance.record.RecordReader.ExecutionRecord;
import xcflow.provenance.state.ExecutionState;
import xcflow.runner.home.Project;
import xcflow.runner.replay.Agreement;
import xcflow.runner.replay.FileComparison;
import xcflow.runner.replay.ValueComparison;
import xcflow.runner.secret.RunSecrets;
import xcflow.runner.value.PlainJson;
import xcflow.spi.Artefact;
import xcflow.spi.FunctionalVersion;
import xcflow.spi.Source;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.storage.ObjectStore;
import xcflow.storage.files.FileObjectStore;
import xcflow.storage.files.Scratch;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.schema.TaskType;

/** Computes recorded executions again and compares: the strongest test of what is recorded. */
public final class Replay {
    private final Project project;
    private final TaskCatalog tasks;

    public Replay(Project project, TaskCatalog tasks) {
        this.project = project;
        this.tasks = tasks;
    }

    /** How a second computation compares with the first. */
    public enum Verdict {
        /** All outputs are equal to the last bit. */
        IDENTICAL,
        /** Some numbers differ, none by more than its output's declared tolerance. */
        WITHIN_TOLERANCE,
        /** Something differs. */
        DIFFERENT,
        /** It cannot be computed again: the task has another version now, or is not installed. */
        NOT_COMPARABLE
    }

    /**
     * @param detail what differs or why it cannot be compared
     */
    public record Result(long execution, Verdict verdict, String detail) {
        /** For people. */
        public String inWords() {
            return switch (verdict) {
                case IDENTICAL -> "identical";
                case WITHIN_TOLERANCE -> "equal within tolerance: " + detail;
                case DIFFERENT -> "DIFFERENT: " + detail;
                case NOT_COMPARABLE -> "not comparable: " + detail;
            };
        }
    }

    /** Hears of a replay that is about to begin or has ended. */
    public interface Listener {
        /**
         * @param index of the execution among those replayed, from 1
         * @param result empty before it is computed
         */
        void replay(Execution execution, int index, int of, Optional<Result> result);
    }

    /**
     * Replays successful executions, the same choice each time.
     *
     * @param within numbers of the executions to choose from; empty for all
     */
    public List<Result> replay(int number, Optional<Set<Long>> within, Listener listener)
            throws IOException {
        List<Execution> all = successful();
        all.removeIf(e -> within.isPresent() && !within.get().contains(e.id()));
        Collections.shuffle(all, new Random(1));
        List<Execution> chosen = all.subList(0, Math.min(number, all.size()));
        new RecordedKernels(project).prefer(chosen);
        List<Result> results = new ArrayList<>();
        for (Execution execution : chosen) {
            int index = results.size() + 1;
            listener.replay(execution, index, chosen.size(), Optional.empty());
            Result result = replay(execution);
            results.add(result);
            listener.replay(execution, index, chosen.size(), Optional.of(result));
        }
        return results;
    }

    private List<Execution> successful() {
        return project.provenance()
                .database()
                .read(
                        sql -> {
                            Set<String> seen = new HashSet<>();
                            List<Execution> all = new ArrayList<>();
                            new RecordReader(sql)
                                    .executions(
                                            page ->
                                                    page.stream()
                                                            .map(ExecutionRecord::execution)
                                                            .filter(Replay::comparable)
                                                            .filter(e -> seen.add(e.cacheKey()))
                                                            .forEach(all::add));
                            return all;
                        });
    }

    /** What must not be reused was not meant to be the same. */
    private static boolean comparable(Execution execution) {
        return execution.state() == ExecutionState.SUCCEEDED && execution.reusable();
    }

    private Result replay(Execution execution) throws IOException {
        TaskType type = tasks.find(execution.task()).orElse(null);
        if (RunSecrets.areIn(execution.inputs())) {
            return new Result(
                    execution.id(), Verdict.NOT_COMPARABLE, "a secret is among its inputs");
        }
        if (type == null || !type.version().equals(execution.taskVersion())) {
            return new Result(
                    execution.id(),
                    Verdict.NOT_COMPARABLE,
                    type == null
                            ? "the task " + execution.task() + " is not installed"
                            : "it was version "
                                    + execution.taskVersion()
                                    + " of "
                                    + execution.task()
                                    + ", now it is "
                                    + type.version());
        }
        Map<String, Object> before = PlainJson.readMap(execution.outputs().orElseThrow());
        try (Scratch.Directory directory = project.home().scratch().create("replay")) {
            Map<String, Object> now = compute(type, execution, directory.path());
            ObjectStore apart = apart(directory.path());
            Agreement agreement =
                    new ValueComparison(
                                    new FileComparison(
                                            a -> project.objects().file(a.digest()),
                                            a -> apart.file(a.digest())))
                            .outputs(type.outputs(), before, now);
            return new Result(
                    execution.id(),
                    switch (agreement.degree()) {
                        case IDENTICAL -> Verdict.IDENTICAL;
                        case WITHIN_TOLERANCE -> Verdict.WITHIN_TOLERANCE;
                        case DIFFERENT -> Verdict.DIFFERENT;
                    },
                    agreement.detail());
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            return new Result(execution.id(), Verdict.DIFFERENT, "it fails now: " + e.getMessage());
        }
    }

    private static ObjectStore apart(Path directory) throws IOException {
        return new FileObjectStore(directory.resolve("objects"));
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> compute(TaskType type, Execution execution, Path directory)
            throws Exception {
        Task<Record, Record> task = (Task<Record, Record>) type.task();
        Record inputs = type.inputs().bindRecorded(PlainJson.readMap(execution.inputs()));
        Path scratch = Files.createDirectory(directory.resolve("scratch"));
        ObjectStore apart = apart(directory);
        Record outputs =
                task.run(inputs, new Apart(project.objects(), apart, scratch, execution.threads()));
        return new LinkedHashMap<>(type.outputs().values(outputs));
    }

    /** A context that reads from the project and writes elsewhere. */
    private record Apart(ObjectStore project, ObjectStore apart, Path scratch, int threads)
            implements TaskContext {
        private static final Logger LOG = LoggerFactory.getLogger(Replay.class);

        @Override
        public Artefact store(String name, String mediaType, Content content) throws IOException {
            ObjectStore.Stored stored = apart.store(content::writeTo);
            return new Artefact(stored.digest(), name, mediaType, stored.size());
        }

        @Override
        public InputStream open(Artefact artefact) throws IOException {
            return where(artefact).open(artefact.digest());
        }

        @Override
        public Path file(Artefact artefact) throws IOException {
            return where(artefact).file(artefact.digest());
        }

        private ObjectStore where(Artefact artefact) {
            return apart.contains(artefact.digest()) ? apart : project;
        }

        @Override
        public void progress(double fraction, String message) {}

        @Override
        public Logger log() {
            return LOG;
        }

        @Override
        public void saveCheckpoint(Content content) {}

        @Override
        public Optional<InputStream> loadCheckpoint() {
            return Optional.empty();
        }

        @Override
        public boolean cancelled() {
            return false;
        }

        @Override
        public void functional(FunctionalVersion version) {}

        @Override
        public void metric(Source functional, String metric, double value, String unit) {}
    }
}

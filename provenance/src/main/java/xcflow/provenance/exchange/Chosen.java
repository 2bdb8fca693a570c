package xcflow.provenance.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import xcflow.provenance.functional.FunctionalMarks;
import xcflow.provenance.functional.FunctionalQueries;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.functional.Measurement;
import xcflow.provenance.functional.Note;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Marks;
import xcflow.provenance.record.RecordReader;
import xcflow.provenance.record.RecordReader.ExecutionRecord;
import xcflow.provenance.record.RecordReader.WorkflowRecord;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.Worker;
import xcflow.provenance.run.RunMarks;
import xcflow.storage.Sql;

/** The records of a selection. */
final class Chosen {
    private static final int PAGE = 500;

    private final Sql sql;
    private final RecordReader reader;
    private final Selection selection;

    Chosen(Sql sql, Selection selection) {
        this.sql = sql;
        this.reader = new RecordReader(sql);
        this.selection = selection;
    }

    String title() {
        return selection.title();
    }

    /** Passes pages of executions on in the order of their ids. */
    void executions(Consumer<List<ExecutionRecord>> consumer) {
        List<Long> ids = new ArrayList<>(selection.executions());
        for (int from = 0; from < ids.size(); from += PAGE) {
            consumer.accept(
                    reader.executions(ids.subList(from, Math.min(ids.size(), from + PAGE))));
        }
    }

    /** What people say of a run. */
    Marks marks(long run) {
        return RunMarks.read(sql, List.of(run)).getOrDefault(run, Marks.NONE);
    }

    /** What each of the executions measured. */
    Map<Long, List<Measurement>> measurements(List<ExecutionRecord> page) {
        return FunctionalQueries.measurements(
                sql, page.stream().map(record -> record.execution().id()).toList());
    }

    /** Functional versions in the order of their ids, so that parents come before children. */
    List<FunctionalRecord> functionals() {
        return FunctionalQueries.byIds(sql, selection.functionals());
    }

    Map<Long, FunctionalRecord> functionalsById() {
        Map<Long, FunctionalRecord> versions = new HashMap<>();
        functionals().forEach(version -> versions.put(version.id(), version));
        return versions;
    }

    Map<Long, List<String>> tags() {
        return FunctionalMarks.tags(sql);
    }

    Map<Long, List<Note>> notes() {
        return FunctionalMarks.notes(sql);
    }

    List<Worker> workers() {
        return reader.workers();
    }

    Optional<Run> run() {
        return selection.run().flatMap(reader::run);
    }

    /** The run, if it has ended and all its results are in the selection. */
    Optional<Run> wholeRun() {
        return run().filter(run -> run.state().finished())
                .filter(
                        run ->
                                instances(run.id()).stream()
                                        .allMatch(
                                                instance ->
                                                        instance.state().finished()
                                                                && instance.execution()
                                                                        .map(this::isIn)
                                                                        .orElse(true)));
    }

    private boolean isIn(long execution) {
        return selection.executions().contains(execution);
    }

    /** Instances of a run in the order of their numbers. */
    List<Instance> instances(long run) {
        return reader.instances(run);
    }

    /** The workflow that the export is about. */
    Optional<WorkflowRecord> workflow() {
        Optional<String> digest = run().map(Run::workflowDigest);
        List<WorkflowRecord> all = reader.workflows();
        if (digest.isPresent()) {
            return all.stream().filter(w -> w.digest().equals(digest.get())).findFirst();
        }
        List<ExecutionRecord> last =
                selection.executions().stream()
                        .max(Long::compare)
                        .map(id -> reader.executions(List.of(id)))
                        .orElse(List.of());
        return last.stream()
                .map(record -> record.execution().workflow())
                .flatMap(name -> all.stream().filter(w -> w.name().equals(name)))
                .reduce((first, second) -> second);
    }

    /** All workflows from which the executions came. */
    List<WorkflowRecord> workflows() {
        Map<String, Boolean> names = new HashMap<>();
        executions(page -> page.forEach(record -> names.put(record.execution().workflow(), true)));
        Optional<String> own = run().map(Run::workflowDigest);
        return reader.workflows().stream()
                .filter(w -> names.containsKey(w.name()) || own.equals(Optional.of(w.digest())))
                .toList();
    }
}

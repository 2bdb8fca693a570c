package xcflow.runner.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Execution;
import xcflow.provenance.record.Warning;
import xcflow.runner.value.PlainJson;

/**
 * One attempt to compute an instance.
 *
 * @param run in which it happened; empty if it was imported
 * @param key components of the cache key
 * @param read files that it read
 * @param stored files that it stored
 * @param log digest of its log
 * @param used processor time, memory and transferred bytes, as far as the system could tell
 */
public record ExecutionDetail(
        long execution,
        Optional<Long> run,
        Optional<Integer> instance,
        String workflow,
        String step,
        Map<String, Object> matrix,
        int attempt,
        String state,
        String task,
        String taskVersion,
        String codeDigest,
        String cacheKey,
        Map<String, Object> inputs,
        Optional<Map<String, Object>> outputs,
        List<ArtefactSummary> read,
        List<ArtefactSummary> stored,
        int threads,
        long worker,
        Optional<String> message,
        List<String> warnings,
        Optional<String> log,
        Optional<String> imported,
        Instant started,
        Optional<Instant> ended,
        Optional<Double> seconds,
        Map<String, Object> used) {

    static ExecutionDetail of(ExecutionView view, List<ArtefactRef> read) {
        Execution execution = view.execution();
        return new ExecutionDetail(
                execution.id(),
                execution.run(),
                execution.instance(),
                execution.workflow(),
                execution.step(),
                PlainJson.readMap(execution.labels()),
                execution.attempt(),
                view.state(),
                execution.task(),
                execution.taskVersion(),
                execution.codeDigest(),
                execution.cacheKey(),
                PlainJson.readMap(execution.inputs()),
                execution.outputs().map(PlainJson::readMap),
                read.stream().map(ArtefactSummary::of).toList(),
                view.artefacts().stream().map(ArtefactSummary::of).toList(),
                execution.threads(),
                execution.worker(),
                execution.message(),
                execution.warnings().stream().map(Warning::toString).toList(),
                execution.log(),
                view.imported(),
                execution.started(),
                execution.ended(),
                view.seconds(),
                execution.usage().facts());
    }
}

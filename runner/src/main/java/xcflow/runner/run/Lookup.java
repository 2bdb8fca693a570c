package xcflow.runner.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.run.Cached;
import xcflow.provenance.run.Hit;
import xcflow.provenance.run.RunLedger;
import xcflow.runner.cache.CacheKey;
import xcflow.runner.cache.CodeDigest;
import xcflow.runner.value.Artefacts;
import xcflow.runner.value.PlainJson;
import xcflow.spi.Artefact;
import xcflow.storage.ObjectStore;
import xcflow.workflows.schema.TaskType;

/** Finds the results of earlier executions. */
public final class Lookup {
    private final RunLedger ledger;
    private final ObjectStore objects;
    private final CacheMode mode;
    private final CodeDigest code = new CodeDigest();

    public Lookup(RunLedger ledger, ObjectStore objects, CacheMode mode) {
        this.ledger = ledger;
        this.objects = objects;
        this.mode = mode;
    }

    /** The key of a task with canonical inputs. */
    public CacheKey key(TaskType task, Map<String, Object> inputs) {
        return CacheKey.of(
                task.name(),
                task.version(),
                inputs,
                mode == CacheMode.STRICT
                        ? Optional.of(code.of(task.implementation()))
                        : Optional.empty());
    }

    /** Digest of the code of a task. */
    String code(TaskType task) {
        return code.of(task.implementation());
    }

    /**
     * An earlier result.
     *
     * @param outputs plain values
     */
    public record Found(Hit hit, Map<String, Object> outputs) {}

    /** Those of the candidates that have an earlier result whose files are all there. */
    Map<Candidate, Found> find(List<Candidate> candidates) {
        List<Candidate> asked = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (mode != CacheMode.OFF && candidate.settings().cache()) {
                asked.add(candidate);
            }
        }
        Map<Candidate, Found> found = new LinkedHashMap<>();
        if (asked.isEmpty()) {
            return found;
        }
        Map<String, Cached> known =
                ledger.lookup(asked.stream().map(c -> c.key().digest()).distinct().toList());
        for (Candidate candidate : asked) {
            Cached cached = known.get(candidate.key().digest());
            if (cached == null) {
                continue;
            }
            Map<String, Object> outputs = PlainJson.readMap(cached.outputs());
            if (complete(cached, outputs)) {
                Hit hit = new Hit(candidate.number(), candidate.key().digest(), cached.execution());
                found.put(candidate, new Found(hit, outputs));
            }
        }
        return found;
    }

    private boolean complete(Cached cached, Map<String, Object> outputs) {
        for (Artefact artefact : Artefacts.in(outputs)) {
            if (!objects.contains(artefact.digest())) {
                ledger.disqualify(
                        cached.execution(), "artefact " + artefact.digest() + " is missing");
                return false;
            }
        }
        return true;
    }
}

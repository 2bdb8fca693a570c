package xcflow.runner.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.record.Cached;
import xcflow.provenance.record.Warning;
import xcflow.provenance.run.Hit;
import xcflow.provenance.run.RunLedger;
import xcflow.runner.cache.CacheKey;
import xcflow.runner.cache.CodeDigest;
import xcflow.runner.home.QuarantinedArtefacts;
import xcflow.runner.secret.RunSecrets;
import xcflow.runner.secret.SecretException;
import xcflow.runner.value.Artefacts;
import xcflow.runner.value.PlainJson;
import xcflow.spi.Artefact;
import xcflow.spi.TaskFailure;
import xcflow.storage.ObjectStore;
import xcflow.workflows.plan.PlannedInstance;
import xcflow.workflows.schema.TaskType;
import xcflow.workflows.text.InvalidInputException;

/** Finds the results of earlier executions. */
public final class Lookup {
    /** Questions that are asked one by one. */
    private static final int FEW_ROUNDS = 2;

    private final RunLedger ledger;
    private final ObjectStore objects;
    private final CacheMode mode;
    private final Recomputation recompute;
    private final RunSecrets secrets;
    private final CodeDigest code = new CodeDigest();

    /** Results that the run before used, by key; null until they have been asked for. */
    private Map<String, Cached> foreseen;

    private int rounds;
    private RecordedOutside outside;

    /**
     * @param recompute instances whose earlier results are not used
     */
    public Lookup(RunLedger ledger, ObjectStore objects, CacheMode mode, Recomputation recompute) {
        this(ledger, objects, mode, recompute, RunSecrets.NONE);
    }

    /**
     * @param secrets of the run, for the inputs that contain some
     */
    public Lookup(
            RunLedger ledger,
            ObjectStore objects,
            CacheMode mode,
            Recomputation recompute,
            RunSecrets secrets) {
        this.secrets = secrets;
        this.recompute = recompute;
        this.ledger = ledger;
        this.objects = objects;
        this.mode = mode;
    }

    /**
     * The inputs with what is outside of them as it is now, asked once for a run.
     *
     * @param run empty: nothing is recorded
     * @throws InvalidInputException if something outside cannot be found
     */
    public Map<String, Object> pinned(
            Optional<Long> run, PlannedInstance instance, Map<String, Object> inputs)
            throws InvalidInputException {
        if (outside == null) {
            outside = new RecordedOutside(ledger, objects, run);
        }
        try {
            return instance.step().task().task().pinned(inputs, outside);
        } catch (TaskFailure | IOException e) {
            throw new InvalidInputException(instance.step().position(), e.getMessage());
        }
    }

    /**
     * Inputs as they are recorded: with keyed digests in the place of secrets.
     *
     * @throws SecretException if a secret cannot be had
     */
    public Map<String, Object> sealed(Map<String, Object> inputs) throws SecretException {
        return secrets.sealed(inputs);
    }

    /** The key of a task with canonical inputs. */
    public CacheKey key(TaskType task, Map<String, Object> inputs) {
        return CacheKey.of(
                task.name(),
                task.version(),
                task.identity(inputs),
                mode == CacheMode.STRICT
                        ? Optional.of(code.of(task.implementation()))
                        : Optional.empty());
    }

    /** Whether an instance is to be computed even if its result is known. */
    public boolean recomputes(PlannedInstance instance) {
        return recompute.includes(instance);
    }

    /** Digest of the code of a task. */
    String code(TaskType task) {
        return code.of(task.implementation());
    }

    /**
     * An earlier result.
     *
     * @param outputs plain values
     * @param warnings what is doubtful about them
     * @param origin who vouches for it if it was imported
     */
    public record Found(
            Hit hit,
            Map<String, Object> outputs,
            List<Warning> warnings,
            Optional<String> origin) {}

    /**
     * Those of the candidates that have an earlier result whose files are all there and unaltered.
     */
    Map<ReadyInstance, Found> find(long run, List<ReadyInstance> candidates) {
        List<ReadyInstance> asked = new ArrayList<>();
        for (ReadyInstance candidate : candidates) {
            if (mode != CacheMode.OFF
                    && candidate.settings().cache()
                    && !recomputes(candidate.instance())) {
                asked.add(candidate);
            }
        }
        if (asked.isEmpty()) {
            return new LinkedHashMap<>();
        }
        if (rounds == 0) {
            new QuarantinedArtefacts(objects, ledger).settle();
        }
        Optional<Map<ReadyInstance, Found>> found;
        do {
            found = whole(run, asked);
        } while (found.isEmpty());
        return found.get();
    }

    /** Empty if a result turned out to be altered, so that others may be none any more either. */
    private Optional<Map<ReadyInstance, Found>> whole(long run, List<ReadyInstance> asked) {
        Map<ReadyInstance, Found> found = new LinkedHashMap<>();
        Map<String, Cached> known =
                known(run, asked.stream().map(c -> c.key().digest()).distinct().toList());
        for (ReadyInstance candidate : asked) {
            Cached cached = known.get(candidate.key().digest());
            if (cached == null) {
                continue;
            }
            Map<String, Object> outputs = PlainJson.readMap(cached.outputs());
            if (!complete(cached, outputs)) {
                return Optional.empty();
            }
            Hit hit = new Hit(candidate.number(), candidate.key().digest(), cached.execution());
            found.put(candidate, new Found(hit, outputs, cached.warnings(), cached.origin()));
        }
        return Optional.of(found);
    }

    /**
     * A workflow whose steps follow each other asks step by step; most likely for what its run
     * before used, which is fetched at once when that begins to show.
     */
    private Map<String, Cached> known(long run, List<String> keys) {
        rounds++;
        if (rounds > FEW_ROUNDS && foreseen == null) {
            foreseen = new HashMap<>(ledger.lookupAsBefore(run));
        }
        if (foreseen == null) {
            return ledger.lookup(keys);
        }
        Map<String, Cached> known = new HashMap<>();
        List<String> others = new ArrayList<>();
        for (String key : keys) {
            Cached cached = foreseen.get(key);
            if (cached == null) {
                others.add(key);
            } else {
                known.put(key, cached);
            }
        }
        if (!others.isEmpty()) {
            known.putAll(ledger.lookup(others));
        }
        return known;
    }

    /** Whether the artefacts of a result are there and are what their digests say. */
    private boolean complete(Cached cached, Map<String, Object> outputs) {
        for (Artefact artefact : Artefacts.in(outputs)) {
            if (!sound(artefact)) {
                // What was made of an altered artefact is no result either any more.
                foreseen = null;
                ledger.disqualify(
                        cached.execution(), "artefact " + artefact.digest() + " is missing");
                return false;
            }
        }
        return true;
    }

    private boolean sound(Artefact artefact) {
        try {
            if (objects.sound(artefact.digest())) {
                return true;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read artefact " + artefact.digest(), e);
        }
        new QuarantinedArtefacts(objects, ledger).settle();
        return false;
    }
}

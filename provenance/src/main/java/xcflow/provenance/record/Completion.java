package xcflow.provenance.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a successful execution gave. The artefacts must be in the object store already.
 *
 * @param outputs JSON object, artefacts as handles
 * @param artefacts all that the execution stored, in the order in which it stored them
 * @param functionals versions that it made
 * @param metrics numbers that it measured
 * @param log digest of the execution's log
 * @param warnings what is doubtful about the result
 * @param usage of processor, memory and disk
 */
public record Completion(
        String outputs,
        List<ArtefactRef> artefacts,
        List<MadeFunctional> functionals,
        List<Metric> metrics,
        Optional<ArtefactRef> log,
        List<Warning> warnings,
        Usage usage) {
    public Completion {
        artefacts = List.copyOf(artefacts);
        functionals = List.copyOf(functionals);
        metrics = List.copyOf(metrics);
        warnings = List.copyOf(warnings);
    }

    /** A completion of which it is not known what it used. */
    public Completion(
            String outputs,
            List<ArtefactRef> artefacts,
            List<MadeFunctional> functionals,
            List<Metric> metrics,
            Optional<ArtefactRef> log,
            List<Warning> warnings) {
        this(outputs, artefacts, functionals, metrics, log, warnings, Usage.UNKNOWN);
    }

    /** Outputs and artefacts only. */
    public static Completion of(String outputs, List<ArtefactRef> artefacts) {
        return new Completion(
                outputs, artefacts, List.of(), List.of(), Optional.empty(), List.of());
    }

    /**
     * @param name series to which the version belongs; other content is the next number of it
     * @param digest of the functional's file, which is among the artefacts
     * @param reference name of the reference functional that it imitates, or empty
     * @param details further facts, such as hyper-parameters and seed
     */
    public record MadeFunctional(
            String name,
            String digest,
            String architecture,
            String reference,
            List<Parent> parents,
            Map<String, String> details) {
        public MadeFunctional {
            parents = List.copyOf(parents);
            details = Map.copyOf(details);
        }
    }

    /**
     * @param functional digest of the parent's file, or name of a reference functional
     * @param relation {@code initialised}, {@code cloned-from} or {@code fine-tuned-from}
     */
    public record Parent(String functional, String relation) {}

    /**
     * @param functional digest of the measured version's file, or name of a reference functional
     * @param metric name in kebab case
     * @param unit empty for a pure number
     */
    public record Metric(String functional, String metric, double value, String unit) {}
}

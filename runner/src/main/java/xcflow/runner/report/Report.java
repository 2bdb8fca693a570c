package xcflow.runner.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.record.Marks;
import xcflow.provenance.record.Usage;
import xcflow.provenance.record.Warning;

/**
 * Everything that a report of a run shows, ready to be written. Numbers keep all their digits here;
 * rounding is a matter of the page.
 *
 * @param run number of the run
 * @param workflow name of the workflow
 * @param marks its name, labels and notes
 * @param description of the workflow; may be empty
 * @param state of the run
 * @param message why it failed
 * @param file the workflow's file as the user gave it
 * @param workflowDigest SHA-256 of its text
 * @param yaml its text
 * @param created when it was submitted
 * @param ended when it ended
 * @param imported what was not computed here, and who vouches for it
 * @param parameters name and value as they would be written in YAML
 * @param steps in the order of the file
 * @param instances in the order of the plan
 * @param outputs the run's declared outputs
 * @param results outputs of each step that has any, in the order of the file
 * @param functionals versions that the run made or took from the cache
 * @param metrics what was measured of functionals
 * @param environment the machines and programs that did the work
 */
public record Report(
        long run,
        String workflow,
        Marks marks,
        String description,
        String state,
        Optional<String> message,
        String file,
        String workflowDigest,
        String yaml,
        Instant created,
        Optional<Instant> ended,
        Optional<String> imported,
        Map<String, String> parameters,
        List<StepSummary> steps,
        List<InstanceSummary> instances,
        List<Section> outputs,
        List<Section> results,
        List<FunctionalSummary> functionals,
        List<MetricSummary> metrics,
        List<Environment> environment) {

    /**
     * @param needs steps that it takes something from, or waits for
     * @param counts number of instances in each state that occurs
     * @param seconds time spent by the executions that gave the results, also those of earlier runs
     * @param used by them all; memory is the largest
     */
    public record StepSummary(
            String id,
            String uses,
            String description,
            List<String> needs,
            Map<String, Integer> counts,
            double seconds,
            Usage used) {}

    /**
     * @param number position in the plan
     * @param labels matrix labels, plain values
     * @param execution number of the execution that gave the result, or of the latest attempt
     * @param seconds time spent by it
     * @param used by it of processor, memory and disk
     * @param message why it failed or was skipped
     * @param warnings what is doubtful about the result
     * @param outputs plain values; empty without a result
     */
    public record InstanceSummary(
            int number,
            String step,
            Map<String, Object> labels,
            String state,
            Optional<Long> execution,
            Optional<Double> seconds,
            Usage used,
            Optional<String> message,
            List<Warning> warnings,
            Map<String, Object> outputs) {}

    /**
     * Whether a claim is borne out.
     *
     * @param reproduced empty: undecided
     */
    public record Verdict(String claim, Optional<Boolean> reproduced, String reason) {}

    /**
     * A named result: text, tables, pictures and files, whichever there are.
     *
     * @param verdicts on claims
     * @param omitted number of tables, texts and pictures that were left out because there are very
     *     many
     */
    public record Section(
            String title,
            List<Verdict> verdicts,
            List<Field> fields,
            List<Text> texts,
            List<Table> tables,
            List<Picture> pictures,
            List<StoredFile> files,
            int omitted) {

        /** Whether there is nothing to show. */
        public boolean isEmpty() {
            return verdicts.isEmpty()
                    && fields.isEmpty()
                    && texts.isEmpty()
                    && tables.isEmpty()
                    && pictures.isEmpty()
                    && files.isEmpty();
        }
    }

    /**
     * A single value: text, number, truth value, or a list of such.
     *
     * @param meaning in a sentence; empty if none is known
     */
    public record Field(String name, String unit, String meaning, Object value) {}

    /** Text of some length. */
    public record Text(String caption, String content) {}

    /**
     * @param rows each as long as {@code columns}; cells as the values of fields, or null
     */
    public record Table(String caption, List<Column> columns, List<List<Object>> rows) {}

    /**
     * @param unit empty if there is none, or none is known
     * @param meaning in a sentence; empty if none is known
     */
    public record Column(String name, String unit, String meaning) {
        /** A column of which only the name says what it holds. */
        public Column(String name, String unit) {
            this(name, unit, "");
        }
    }

    /**
     * @param description what is seen, in words
     * @param source a data URI
     */
    public record Picture(String caption, String description, String source) {}

    /**
     * A file in the object store that is not shown.
     *
     * @param remark why not; may be empty
     */
    public record StoredFile(
            String caption,
            String name,
            String mediaType,
            String digest,
            long size,
            String remark) {}

    /**
     * A functional version with its parents.
     *
     * @param name series and number, such as {@code pbe-clone@3}
     * @param parents relation and parent, such as {@code cloned-from PBE@1}
     * @param step the instance that made it
     * @param lineage everything that led to it, as the lines of a tree
     */
    public record FunctionalSummary(
            String name,
            String digest,
            String architecture,
            String reference,
            String step,
            List<String> parents,
            Map<String, String> details,
            List<String> lineage) {}

    /**
     * A number measured of a functional version.
     *
     * @param step the instance that measured it
     */
    public record MetricSummary(
            String functional, String step, String metric, double value, String unit) {}

    /** A program on a machine that executed instances. */
    public record Environment(
            String host, String os, String jvm, String codeVersion, Map<String, Object> details) {}
}

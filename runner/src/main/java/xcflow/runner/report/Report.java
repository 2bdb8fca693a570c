package xcflow.runner.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a report of a run shows, ready to be written.
 *
 * @param run number of the run
 * @param workflow name of the workflow
 * @param description of the workflow; may be empty
 * @param state of the run
 * @param message why it failed
 * @param file the workflow's file as the user gave it
 * @param workflowDigest SHA-256 of its text
 * @param yaml its text
 * @param created when it was submitted
 * @param ended when it ended
 * @param parameters name and value as they would be written in YAML
 * @param steps in the order of the file
 * @param instances in the order of the plan
 * @param outputs the run's declared outputs
 * @param functionals versions that the run made or took from the cache
 * @param metrics what was measured of functionals
 * @param environment the machines and programs that did the work
 */
public record Report(
        long run,
        String workflow,
        String description,
        String state,
        Optional<String> message,
        String file,
        String workflowDigest,
        String yaml,
        Instant created,
        Optional<Instant> ended,
        Map<String, String> parameters,
        List<StepSummary> steps,
        List<InstanceSummary> instances,
        List<Section> outputs,
        List<FunctionalSummary> functionals,
        List<MetricSummary> metrics,
        List<Environment> environment) {

    /**
     * @param needs steps that it takes something from
     * @param counts number of instances in each state that occurs
     * @param computing time spent by the executions that gave the results, also those of earlier
     *     runs
     */
    public record StepSummary(
            String id,
            String uses,
            String description,
            List<String> needs,
            Map<String, Integer> counts,
            Duration computing) {}

    /**
     * @param labels matrix labels
     * @param execution number of the execution that gave the result
     * @param seconds time spent by it
     */
    public record InstanceSummary(
            String step,
            Map<String, String> labels,
            String state,
            Optional<Long> execution,
            Optional<Double> seconds,
            Optional<String> message) {}

    /** A named result: text, tables and pictures, whichever there are. */
    public record Section(
            String title, List<Field> fields, List<Table> tables, List<Picture> pictures) {

        /** Whether there is nothing to show. */
        public boolean isEmpty() {
            return fields.isEmpty() && tables.isEmpty() && pictures.isEmpty();
        }
    }

    /** A single value. */
    public record Field(String name, String value) {}

    /**
     * @param rows each as long as {@code columns}
     * @param cut number of rows left out
     */
    public record Table(String caption, List<String> columns, List<List<String>> rows, int cut) {}

    /**
     * @param source a data URI
     */
    public record Picture(String caption, String source) {}

    /** A functional version with its parents. */
    public record FunctionalSummary(
            String name,
            String digest,
            String architecture,
            String reference,
            List<String> parents,
            Map<String, String> details) {}

    /** A number measured of a functional version. */
    public record MetricSummary(String functional, String metric, double value, String unit) {}

    /** A process that executed instances. */
    public record Environment(
            String host, String os, String jvm, String codeVersion, Map<String, String> details) {}
}

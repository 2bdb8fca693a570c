package xcflow.runner.run;

import java.util.List;
import java.util.Map;
import xcflow.provenance.record.Warning;

/** Told of everything that happens to a run, one call at a time, on any thread. */
public interface RunListener {

    /** In the place of an instance's label: the outputs of the workflow. */
    String OUTPUTS = "outputs";

    /**
     * Work became known.
     *
     * @param known number of instances known so far
     */
    default void planned(int known) {}

    /** An instance was given to a worker. */
    default void started(String label, int threads) {}

    /** Instances were given by earlier executions. */
    default void cached(List<String> labels) {}

    /**
     * Some of the results of earlier executions were not computed here.
     *
     * @param counts how many, by who vouches for them, such as {@code imported: unverified}
     */
    default void imported(Map<String, Integer> counts) {}

    /** An instance was computed. */
    default void succeeded(String label) {}

    /**
     * The result of an instance is doubtful. Told after the instance was computed or found.
     *
     * @param warnings at least one
     */
    default void warned(String label, List<Warning> warnings) {}

    /** An attempt failed and another one will follow. */
    default void retrying(String label, String message, java.time.Instant at) {}

    /** An instance has failed for good. */
    default void failed(String label, String message) {}

    /** An instance will not run in this run. */
    default void skipped(String label, String reason) {}

    /** An instance was stopped on request. */
    default void stopped(String label) {}

    /**
     * @param fraction of the instance's work that is done; NaN when it is not known
     */
    default void progress(String label, double fraction, String message) {}

    /** Nothing more will be told. */
    default void ended() {}
}

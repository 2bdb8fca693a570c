package xcflow.provenance.record;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;

/**
 * One submission of a workflow.
 *
 * @param workflowDigest SHA-256 of the workflow's text; see {@code RunLedger.workflowText}
 * @param parameters JSON object
 * @param options JSON object, see {@code NewRun}
 * @param cancelRequested when the user asked for the end of the run
 * @param outputs JSON object of the run's outputs, once it succeeded
 * @param message why the run failed
 * @param counts number of instances in each state that occurs
 */
public record Run(
        long id,
        String workflow,
        String workflowDigest,
        String file,
        String parameters,
        String options,
        String origin,
        RunState state,
        Optional<Instant> cancelRequested,
        Optional<String> outputs,
        Optional<String> message,
        Instant created,
        Optional<Instant> ended,
        Map<InstanceState, Integer> counts) {}

package xcflow.provenance.run;

/**
 * The right to execute an instance. Whoever holds it must call {@link RunLedger#heartbeat} before
 * the lease ends; another worker may take over afterwards, and this claim is then worthless.
 *
 * @param run the run
 * @param instance number of the instance
 * @param attempt number of this attempt, from 1
 * @param execution id of the execution that was opened
 * @param worker id of the holder
 */
public record Claim(long run, int instance, int attempt, long execution, long worker) {}

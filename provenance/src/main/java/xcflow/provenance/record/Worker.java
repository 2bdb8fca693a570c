package xcflow.provenance.record;

import java.time.Instant;

/**
 * A process that executes instances; what it says of itself becomes part of every execution's
 * provenance.
 *
 * @param id given by {@code RunLedger.register}
 * @param details JSON object: processor, memory, versions of the libraries …
 * @param started start of the process, which together with host and pid tells whether it still
 *     lives
 */
public record Worker(
        long id,
        String host,
        long pid,
        String jvm,
        String os,
        String codeVersion,
        String details,
        Instant started) {}

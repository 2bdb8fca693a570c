package xcflow.provenance.record;

import java.util.Optional;

/**
 * Where imported records come from.
 *
 * @param title of the archive
 * @param manifest digest of its manifest; empty for archives of version 0.1.0
 * @param signer who signed it, for people
 */
public record Origin(String title, Optional<String> manifest, Optional<String> signer) {}

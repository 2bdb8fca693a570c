package xcflow.provenance.functional;

import java.util.Optional;

/** Knows the reference functionals; given by whoever opens the provenance. */
@FunctionalInterface
public interface References {
    /** Nothing is known but the names. */
    References NONE = name -> Optional.empty();

    /** The reference with this name. */
    Optional<Reference> find(String name);
}

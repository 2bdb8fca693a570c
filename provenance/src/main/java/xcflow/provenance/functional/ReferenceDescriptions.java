package xcflow.provenance.functional;

import java.util.Optional;

/** Knows the reference functionals; given by whoever opens the provenance. */
@FunctionalInterface
public interface ReferenceDescriptions {
    /** Nothing is known but the names. */
    ReferenceDescriptions NONE = name -> Optional.empty();

    /** The reference with this name. */
    Optional<ReferenceDescription> find(String name);
}

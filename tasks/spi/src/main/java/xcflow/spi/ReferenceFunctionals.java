package xcflow.spi;

import java.util.Optional;

/**
 * Describes the reference functional behind a name, found by the service loader like tasks. The
 * provenance records it, so that every lineage ends in something that is published.
 */
public interface ReferenceFunctionals {

    /**
     * @param name the functional's own name, such as {@code PBE} for {@code pbe}
     * @param citation where it is published
     * @param implementation version of the code that evaluates it, raised when its values change
     */
    record Description(String name, String citation, String implementation) {}

    /** Description of the reference functional with this name; empty if the name is not known. */
    Optional<Description> find(String name);
}

package xcflow.functional;

import java.util.List;
import java.util.Optional;

/**
 * Knows functionals by their names; found by the service loader. This is how {@link Functionals}
 * learns of them without knowing who evaluates them.
 */
public interface FunctionalSource {

    /**
     * The functional of a name.
     *
     * @return empty if the name is not one of this source
     * @throws UnknownFunctionalException if it is meant for this source but cannot be had; the
     *     message says why
     */
    Optional<Functional> find(String name);

    /** Names that may be suggested, aliases included. */
    List<String> names();

    /** Names of functionals of both exchange and correlation. */
    List<String> complete();
}

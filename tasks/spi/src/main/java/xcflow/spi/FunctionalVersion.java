package xcflow.spi;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A version of an exchange-correlation functional, as the task that made it describes it. The
 * content's digest is its identity; the provenance adds the number, the execution and the time.
 *
 * @param name name of the series, for example {@code pbe-constrained}; the same name with another
 *     content is the next version of it
 * @param file the functional's file
 * @param architecture for example {@code constrained}
 * @param reference name of the reference functional that it imitates, or empty
 * @param parents what it was made from, in no particular order
 * @param details further facts worth showing, such as hyper-parameters and seed
 */
public record FunctionalVersion(
        String name,
        Artefact file,
        String architecture,
        String reference,
        List<Parent> parents,
        Map<String, String> details) {

    public FunctionalVersion {
        parents = List.copyOf(parents);
        details = Map.copyOf(details);
    }

    /** How a version came out of its parent. */
    public enum Relation {
        INITIALISED,
        CLONED_FROM,
        FINE_TUNED_FROM,
        /** Made elsewhere; the parent is what the file says that it imitates. */
        IMPORTED;

        /** The relation as it is written in records and on screen, such as {@code cloned-from}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * @param functional artefact of the parent version, or the name of a reference functional
     */
    public record Parent(Source functional, Relation relation) {}
}

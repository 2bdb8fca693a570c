package xcflow.spi;

/**
 * Something given either by a well-known name ({@code PBE}, {@code def2-svp}, {@code H2O}) or as a
 * file's content.
 */
public sealed interface Source permits Source.Name, Artefact {

    /** A name that the task itself knows. */
    record Name(String value) implements Source {
        @Override
        public String toString() {
            return value;
        }
    }
}

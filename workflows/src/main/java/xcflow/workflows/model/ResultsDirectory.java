package xcflow.workflows.model;

import java.util.Locale;
import java.util.Map;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.text.Position;

/**
 * Where people find what the runs gave.
 *
 * @param directory relative to the workflow; may contain expressions
 * @param link how files come there
 * @param files what is placed, by path in the directory; empty: all outputs
 */
public record ResultsDirectory(
        Position position, ValueTemplate directory, Link link, Map<String, ValueTemplate> files) {

    /** How a file comes from the store of the project to the directory. */
    public enum Link {
        /** Content of its own. */
        COPY,
        /** Content of its own that shares its blocks where the file system can; else a copy. */
        REFLINK,
        /** The same file under a second name; a copy on another file system. */
        HARD,
        /** A symbolic link into the project. */
        SYMLINK;

        /** As it is written in the file. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

package xcflow.spi;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Writes a page that says what a functional is, what it was made of and what it is good for, found
 * by the service loader like tasks. The runner, which knows what is on record, knows no functional.
 */
public interface FunctionalCard {

    /**
     * Part of a page.
     *
     * @param paragraphs in plain text
     * @param headings of a table; empty if there is none
     * @param rows of the table, each as long as the headings
     */
    record Section(List<String> paragraphs, List<String> headings, List<List<String>> rows) {
        public Section {
            paragraphs = List.copyOf(paragraphs);
            headings = List.copyOf(headings);
            rows = List.copyOf(rows);
        }

        /** Without a table. */
        public static Section of(String... paragraphs) {
            return new Section(List.of(paragraphs), List.of(), List.of());
        }
    }

    /**
     * What is on record of a functional.
     *
     * @param label how the version is called, such as {@code PBE-tuned@3}
     * @param origin parents, data and settings
     * @param accuracy what was measured, where and by which execution
     * @param licence under which it may be used
     * @param signature whether the record is signed
     */
    record Recorded(
            String label,
            Optional<Section> origin,
            Optional<Section> accuracy,
            Optional<Section> licence,
            Optional<Section> signature) {

        /** Of a file that came without a record. */
        public static Recorded nothing(String label) {
            return new Recorded(
                    label, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /** Formats that there are, such as {@code html}. */
    List<String> formats();

    /**
     * The page. The same functional with the same record gives the same bytes, unless the cost is
     * measured.
     *
     * @param format one of {@link #formats}
     * @param functional content of the functional's file
     * @param measure whether to measure on this machine what an evaluation costs
     * @throws IOException if it is not the file of a functional; the message says why
     */
    byte[] page(String format, byte[] functional, Recorded recorded, boolean measure)
            throws IOException;
}

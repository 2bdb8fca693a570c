package xcflow.functional.card;

import java.util.List;
import java.util.Map;
import xcflow.spi.FunctionalCard.Section;

/**
 * A card before it is written in a format.
 *
 * @param label how the functional is called
 * @param digest its identity
 * @param parts in order
 * @param facts for programs: numbers that the page shows rounded
 */
record Card(String label, String digest, List<Part> parts, Map<String, Object> facts) {

    /**
     * A part under its title.
     *
     * @param code whether the paragraphs are to be typed into a shell
     * @param pictures SVG documents
     */
    record Part(String title, Section section, boolean code, List<String> pictures) {
        Part(String title, Section section) {
            this(title, section, false, List.of());
        }
    }
}

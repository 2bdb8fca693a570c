package xcflow.runner.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be drawn. Arrows run with time: from what was needed to what needed it.
 *
 * @param title what the whole picture shows, for those who do not see it
 * @param boxes in an order that is kept where the arrows leave a choice
 * @param arrows between boxes that exist; others are left out
 */
public record Diagram(String title, List<Box> boxes, List<Arrow> arrows) {
    public Diagram {
        boxes = List.copyOf(boxes);
        arrows = List.copyOf(arrows);
    }

    /** What a box stands for; its shape tells. */
    public enum Kind {
        STEP,
        FUNCTIONAL,
        EXECUTION,
        ARTEFACT
    }

    /**
     * @param id that arrows use
     * @param title first line
     * @param lines further lines
     * @param states number of instances by the name of their state; empty if there are none
     * @param link where a click leads; empty in a picture that stands alone
     */
    public record Box(
            String id,
            Kind kind,
            String title,
            List<String> lines,
            Map<String, Integer> states,
            Optional<String> link) {}

    /**
     * @param label written at the arrow; may be empty
     * @param title shown when somebody points at it; may be empty
     */
    public record Arrow(String from, String to, String label, String title) {}
}

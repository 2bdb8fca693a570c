package xcflow.runner.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The steps of a workflow as a diagram: a step with a matrix is one box with numbers by state. */
public final class StepGraph {
    private StepGraph() {}

    /**
     * @param needs steps that it takes something from, or waits for
     * @param counts number of instances by the name of their state
     * @param time that its results took, for people; may be empty
     */
    public record Step(
            String id, String uses, List<String> needs, Map<String, Integer> counts, String time) {}

    /**
     * @param link where a click on a step leads
     */
    public static Diagram of(List<Step> steps, Function<String, Optional<String>> link) {
        List<Diagram.Box> boxes = new ArrayList<>();
        List<Diagram.Arrow> arrows = new ArrayList<>();
        for (Step step : steps) {
            int instances = step.counts().values().stream().mapToInt(Integer::intValue).sum();
            List<String> lines = new ArrayList<>();
            if (!step.uses().isEmpty()) {
                lines.add(step.uses() + (instances > 1 ? " × " + instances : ""));
            }
            if (!step.time().isEmpty()) {
                lines.add(step.time());
            }
            boxes.add(
                    new Diagram.Box(
                            step.id(),
                            Diagram.Kind.STEP,
                            step.id(),
                            lines,
                            new LinkedHashMap<>(step.counts()),
                            link.apply(step.id())));
            for (String need : step.needs()) {
                arrows.add(new Diagram.Arrow(need, step.id(), "", step.id() + " needs " + need));
            }
        }
        return new Diagram(title(steps), boxes, arrows);
    }

    private static String title(List<Step> steps) {
        StringBuilder text = new StringBuilder(steps.size() + " steps. ");
        for (Step step : steps) {
            text.append(step.id());
            if (!step.needs().isEmpty()) {
                text.append(" needs ").append(String.join(", ", step.needs()));
            }
            text.append("; ");
        }
        return text.toString().strip();
    }
}

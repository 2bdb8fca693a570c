package xcflow.runner.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import xcflow.provenance.state.InstanceState;

/**
 * Instances as lines, those of a part of the workflow ({@code part/step}) folded into one, and
 * those of a step that has very many, unless they need attention.
 */
public final class FoldedParts {
    /** With more instances than these, a step has one line for those that need no attention. */
    private static final int MANY = 24;

    private FoldedParts() {}

    /** A line of the overview of a run. */
    public record Line(String state, String label, String remark) {}

    /** The part that a step belongs to: what stands before the first slash; empty if none. */
    public static String part(String step) {
        int slash = step.indexOf('/');
        return slash < 0 ? "" : step.substring(0, slash);
    }

    /** The lines in the order of the instances. */
    public static List<Line> of(List<InstanceView> instances) {
        return of(instances, instance -> instance.remark().orElse(""));
    }

    /**
     * The lines in the order of the instances.
     *
     * @param remark of an instance that has a line of its own
     */
    public static List<Line> of(
            List<InstanceView> instances, Function<InstanceView, String> remark) {
        Map<String, Integer> sizes = new HashMap<>();
        instances.forEach(each -> sizes.merge(each.instance().step(), 1, Integer::sum));
        Map<String, Map<String, Integer>> folded = new LinkedHashMap<>();
        for (InstanceView instance : instances) {
            if (quiet(instance)) {
                folded.computeIfAbsent(group(instance, sizes), name -> new LinkedHashMap<>())
                        .merge(instance.state().toLowerCase(Locale.ROOT), 1, Integer::sum);
            }
        }
        List<Line> lines = new ArrayList<>();
        for (InstanceView instance : instances) {
            String group = group(instance, sizes);
            if (group.isEmpty() || !quiet(instance)) {
                lines.add(new Line(instance.state(), instance.label(), remark.apply(instance)));
            } else if (folded.containsKey(group)) {
                lines.add(line(group, folded.remove(group)));
            }
        }
        return lines;
    }

    /** How a line is called that an instance shares with others; empty if it has one of its own. */
    private static String group(InstanceView instance, Map<String, Integer> sizes) {
        String step = instance.instance().step();
        String part = part(step);
        return !part.isEmpty() ? part + "/" : sizes.get(step) > MANY ? step + "[…]" : "";
    }

    /** Whether nobody has to look at an instance. */
    private static boolean quiet(InstanceView instance) {
        InstanceState state = instance.instance().state();
        return state != InstanceState.FAILED
                && state != InstanceState.RUNNING
                && instance.instance().warnings().isEmpty();
    }

    private static Line line(String group, Map<String, Integer> counts) {
        List<String> texts = new ArrayList<>();
        counts.forEach((state, count) -> texts.add(count + " " + state));
        String state =
                counts.size() == 1
                        ? counts.keySet().iterator().next().toUpperCase(Locale.ROOT)
                        : "";
        return new Line(state, group, String.join(", ", texts));
    }
}

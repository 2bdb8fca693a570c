package xcflow.workflows.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Position;
import xcflow.workflows.text.Suggestion;

/**
 * A part of a workflow.
 *
 * @param from only these steps and what depends on them, with what those need; empty: any
 * @param until only these steps and what they depend on; empty: any
 */
public record StepSelection(List<String> from, List<String> until) {

    /** The whole workflow. */
    public static final StepSelection ALL = new StepSelection(List.of(), List.of());

    public StepSelection {
        from = List.copyOf(from);
        until = List.copyOf(until);
    }

    /**
     * The steps that are selected, and those that they depend on.
     *
     * @throws InvalidInputException if there is no such step, or none that is asked for by both
     */
    Set<String> of(Map<String, PlannedStep> steps) throws InvalidInputException {
        List<String> from = known("--from", this.from, steps);
        List<String> until = known("--until", this.until, steps);
        Function<String, Collection<String>> needs = id -> steps.get(id).dependencies();
        Set<String> selected = steps.keySet();
        if (!until.isEmpty()) {
            selected = reached(until, needs);
        }
        if (!from.isEmpty()) {
            Set<String> wanted = reached(from, followers(steps)::get);
            wanted.retainAll(selected);
            if (wanted.isEmpty()) {
                throw new InvalidInputException(
                        Position.of("--from"),
                        String.format(
                                Locale.ROOT,
                                "no step up to '%s' depends on '%s'",
                                String.join("', '", until),
                                String.join("', '", from)));
            }
            selected = reached(wanted, needs);
        }
        return selected;
    }

    /** The steps that are named; the name of a part stands for all its steps. */
    private static List<String> known(
            String option, List<String> names, Map<String, PlannedStep> steps)
            throws InvalidInputException {
        List<String> known = new ArrayList<>();
        for (String name : names) {
            List<String> meant =
                    steps.keySet().stream()
                            .filter(id -> InstanceSelection.names(name, id))
                            .toList();
            if (meant.isEmpty()) {
                throw new InvalidInputException(
                        Position.of(option),
                        String.format(
                                Locale.ROOT,
                                "there is no step '%s'%s",
                                name,
                                Suggestion.forName(name, steps.keySet())));
            }
            known.addAll(meant);
        }
        return known;
    }

    /** The steps that depend on each directly. */
    private static Map<String, Collection<String>> followers(Map<String, PlannedStep> steps) {
        Map<String, Collection<String>> followers = new HashMap<>();
        steps.keySet().forEach(id -> followers.put(id, new LinkedHashSet<>()));
        steps.forEach(
                (id, step) -> step.dependencies().forEach(other -> followers.get(other).add(id)));
        return followers;
    }

    /** What can be reached from some steps, themselves included. */
    private static Set<String> reached(
            Collection<String> start, Function<String, Collection<String>> next) {
        Set<String> reached = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(start);
        while (!open.isEmpty()) {
            String id = open.remove();
            if (reached.add(id)) {
                open.addAll(next.apply(id));
            }
        }
        return reached;
    }
}

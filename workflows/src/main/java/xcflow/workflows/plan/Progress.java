package xcflow.workflows.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import xcflow.workflows.text.Problem;

/**
 * Carries changes of state through the graph. Work that a change causes is put into a queue, so
 * that chains of any length need no stack; each edge between two instances is looked at once.
 */
final class Progress {
    private final Plan plan;
    private final PlanScope scope;
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private List<Change> changes = new ArrayList<>();

    Progress(Plan plan, PlanScope scope) {
        this.plan = plan;
        this.scope = scope;
    }

    /** Makes the instances of all steps that depend on nothing, and whatever follows. */
    List<Change> begin(List<PlannedStep> ordered) {
        for (PlannedStep step : ordered) {
            step.unshaped = step.shapedBy.size();
            for (PlannedStep axisStep : step.axisSteps) {
                step.unshaped += axisStep != null ? 1 : 0;
            }
        }
        ordered.stream().filter(s -> s.unshaped == 0).forEach(s -> queue.add(() -> expand(s)));
        return drain();
    }

    /** Moves an instance to a state and gives all changes that this causes, itself first. */
    List<Change> move(PlannedInstance instance, State state, String reason) {
        set(instance, state, reason);
        return drain();
    }

    private List<Change> drain() {
        while (!queue.isEmpty()) {
            queue.remove().run();
        }
        List<Change> made = changes;
        changes = new ArrayList<>();
        return made;
    }

    private void set(PlannedInstance instance, State state, String reason) {
        State before = instance.state;
        if (!before.next().contains(state)) {
            throw new IllegalStateException(instance + " cannot become " + state);
        }
        instance.state = state;
        instance.reason = reason;
        changes.add(new Change(instance, before, state, reason));
        plan.count(before, state);
        if (state.isFinal()) {
            queue.add(() -> settled(instance));
        }
    }

    private void expand(PlannedStep step) {
        boolean blocked =
                plan.isCancelled()
                        || step.shapedBy.stream()
                                .anyMatch(s -> s.availability == Availability.BLOCKED)
                        || Arrays.stream(step.axisSteps)
                                .anyMatch(s -> s != null && !s.problem.isEmpty());
        boolean absent =
                step.shapedBy.stream()
                        .anyMatch(
                                s ->
                                        s.availability == Availability.ABSENT
                                                && s.step().matrix().isEmpty());
        step.expanded = true;
        if (blocked) {
            step.problem =
                    plan.isCancelled()
                            ? "the run was cancelled"
                            : "a step that its matrix depends on has no result";
            step.availability = Availability.BLOCKED;
        } else if (!absent) {
            List<Problem> problems = new ArrayList<>();
            List<Object[]> cells = Cells.of(step, scope, problems::add);
            if (cells == null) {
                step.problem = problems.get(0).toString();
                step.availability = Availability.BLOCKED;
            } else {
                make(step, cells);
            }
        }
        step.unfinished += step.instances.size();
        step.shapes.forEach(follower -> shaped(follower, axesOver(follower, step)));
        if (step.unfinished == 0) {
            queue.add(() -> over(step));
        }
        for (PlannedInstance instance : step.instances) {
            if (instance.pending == 0) {
                queue.add(() -> decide(instance));
            }
        }
    }

    private void make(PlannedStep step, List<Object[]> cells) {
        Labels labels = new Labels(step);
        int open = 0;
        Availability worst = Availability.PRESENT;
        for (PlannedStep needed : step.needed) {
            if (needed.over) {
                worst = worst.or(asSeenBy(step, needed));
            } else {
                open++;
            }
        }
        step.instances.ensureCapacity(cells.size());
        for (Object[] cell : cells) {
            int index = step.instances.size();
            PlannedInstance instance = plan.add(step, index, cell, labels.label(index, cell));
            instance.pending = open;
            instance.worst = worst;
            for (Object value : cell) {
                if (value instanceof PlannedInstance upstream) {
                    if (upstream.state.isFinal()) {
                        instance.worst = instance.worst.or(availability(upstream));
                    } else {
                        upstream.follow(instance);
                        instance.pending++;
                    }
                }
            }
        }
    }

    private static int axesOver(PlannedStep step, PlannedStep upstream) {
        return (int) Arrays.stream(step.axisSteps).filter(s -> s == upstream).count();
    }

    private void shaped(PlannedStep step, int reasons) {
        step.unshaped -= reasons;
        if (reasons > 0 && step.unshaped == 0) {
            queue.add(() -> expand(step));
        }
    }

    private void settled(PlannedInstance instance) {
        if (instance.followers != null) {
            Availability availability = availability(instance);
            for (PlannedInstance follower : instance.followers) {
                release(follower, availability);
            }
            instance.followers = null;
        }
        PlannedStep step = instance.plannedStep();
        if (--step.unfinished == 0 && step.expanded) {
            over(step);
        }
    }

    private void over(PlannedStep step) {
        step.over = true;
        for (PlannedInstance instance : step.instances) {
            Availability left = availability(instance);
            if (left != Availability.PRESENT && left.or(step.availability) != step.availability) {
                step.culprit = instance;
            }
            step.availability = step.availability.or(left);
        }
        for (PlannedStep follower : step.neededBy) {
            Availability availability = asSeenBy(follower, step);
            for (PlannedInstance instance : follower.instances) {
                release(instance, availability);
            }
        }
        for (PlannedStep follower : step.shapes) {
            shaped(follower, follower.shapedBy.contains(step) ? 1 : 0);
        }
    }

    private void release(PlannedInstance instance, Availability availability) {
        instance.worst = instance.worst.or(availability);
        if (--instance.pending == 0) {
            queue.add(() -> decide(instance));
        }
    }

    private void decide(PlannedInstance instance) {
        if (instance.state != State.WAITING) {
            return;
        }
        if (plan.isCancelled()) {
            set(instance, State.CANCELLED, "the run was cancelled");
            return;
        }
        if (instance.worst != Availability.PRESENT && !canDoWithout(instance)) {
            set(instance, State.SKIPPED, reasonToSkip(instance));
            return;
        }
        List<Problem> problems = new ArrayList<>();
        Object condition =
                instance.step()
                        .when()
                        .map(when -> when.evaluate(scope.with(instance), problems::add))
                        .orElse(true);
        if (!problems.isEmpty()) {
            set(instance, State.FAILED, problems.get(0).toString());
        } else if (condition instanceof Boolean truth) {
            set(instance, truth ? State.READY : State.SKIPPED, truth ? "" : "when is false");
        } else {
            set(instance, State.FAILED, "when gave neither true nor false");
        }
    }

    /**
     * Whether an instance that reads something absent asks for its presence, and has all its values
     * without it: it comes after branches of which one was taken.
     */
    private boolean canDoWithout(PlannedInstance instance) {
        if (instance.worst != Availability.ABSENT
                || !instance.plannedStep().asksForPresence()
                || Arrays.stream(instance.cell)
                        .anyMatch(
                                value ->
                                        value instanceof PlannedInstance i
                                                && !i.state.hasOutputs())) {
            return false;
        }
        List<Problem> problems = new ArrayList<>();
        PlanScope values = scope.with(instance);
        instance.step().with().values().forEach(t -> t.evaluate(values, problems::add));
        instance.step().when().ifPresent(t -> t.evaluate(values, problems::add));
        return problems.isEmpty();
    }

    /** What an instance leaves to those that read its outputs. */
    private Availability availability(PlannedInstance instance) {
        return switch (instance.state) {
            case SUCCEEDED, CACHED -> Availability.PRESENT;
            case SKIPPED ->
                    instance.worst == Availability.BLOCKED
                            ? Availability.BLOCKED
                            : Availability.ABSENT;
            case FAILED -> plan.tolerates(instance) ? Availability.ABSENT : Availability.BLOCKED;
            default -> Availability.BLOCKED;
        };
    }

    /**
     * What a step that is over leaves to another. Lists simply lack what is absent, and a step that
     * only has to come first may be absent.
     */
    private static Availability asSeenBy(PlannedStep reader, PlannedStep step) {
        boolean harmless = !reader.read.contains(step) || step.step().matrix().isPresent();
        return step.availability == Availability.ABSENT && harmless
                ? Availability.PRESENT
                : step.availability;
    }

    private String reasonToSkip(PlannedInstance instance) {
        for (Object value : instance.cell) {
            if (value instanceof PlannedInstance upstream
                    && availability(upstream) == instance.worst) {
                return because(upstream);
            }
        }
        for (PlannedStep needed : instance.plannedStep().needed) {
            if (asSeenBy(instance.plannedStep(), needed) == instance.worst) {
                return needed.culprit != null
                        ? because(needed.culprit)
                        : needed.step().id() + " has no result: " + needed.problem;
            }
        }
        return "";
    }

    private static String because(PlannedInstance upstream) {
        return upstream.label() + " " + upstream.state.name().toLowerCase(Locale.ROOT);
    }
}

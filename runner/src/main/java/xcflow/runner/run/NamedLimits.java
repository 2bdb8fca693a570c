package xcflow.runner.run;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import xcflow.provenance.run.RunControl;
import xcflow.runner.config.Configuration;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.NamedAmounts;
import xcflow.workflows.model.SettingName;
import xcflow.workflows.model.Step;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.plan.Outline;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Problems;
import xcflow.workflows.text.Suggestion;

/**
 * Named resources and how much there is of them: said in the settings, kept in the ledger, where
 * all processes of the project find them.
 */
public final class NamedLimits {
    /** How long what a process took counts without being renewed. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private NamedLimits() {}

    /** Puts the limits of the settings into the ledger. */
    public static void configure(Configuration settings, RunControl control)
            throws IOException, InvalidInputException {
        Map<String, Integer> limits = new LinkedHashMap<>();
        for (String name : settings.names("limits")) {
            settings.whole("limits", name).ifPresent(amount -> limits.put(name, amount));
        }
        if (!limits.isEmpty() && !control.limits().entrySet().containsAll(limits.entrySet())) {
            control.limits(limits);
        }
    }

    /**
     * Refuses steps that need what there is not.
     *
     * @throws InvalidInputException with every such step
     */
    static void check(Outline outline, RunControl control) throws InvalidInputException {
        Workflow workflow = outline.workflow();
        if (workflow.steps().values().stream().noneMatch(NamedLimits::needs)) {
            return;
        }
        Map<String, Integer> limits = control.limits();
        Problems problems = new Problems();
        for (Step step : workflow.steps().values()) {
            ValueTemplate named = step.settings().get(SettingName.NAMED);
            if (named != null
                    && outline.steps().contains(step.id())
                    && named instanceof ValueTemplate.Constant constant) {
                check(step, NamedAmounts.of(constant.value()), limits, named, problems);
            }
        }
        problems.throwIfAny();
    }

    private static boolean needs(Step step) {
        return step.settings().containsKey(SettingName.NAMED);
    }

    private static void check(
            Step step,
            Map<String, Integer> wanted,
            Map<String, Integer> limits,
            ValueTemplate where,
            Problems problems) {
        wanted.forEach(
                (name, amount) ->
                        lack(name, amount, limits)
                                .forEach(
                                        lack ->
                                                problems.add(
                                                        where.position(),
                                                        "step '" + step.id() + "' " + lack)));
    }

    /** What an amount lacks, in a sentence; nothing if there is enough. */
    private static List<String> lack(String name, int amount, Map<String, Integer> limits) {
        Integer limit = limits.get(name);
        if (limit == null) {
            return List.of(
                    String.format(
                            Locale.ROOT,
                            "needs %d of '%s', but no limit is set%s: write limits: {%s: N} into"
                                    + " the settings",
                            amount,
                            name,
                            Suggestion.forName(name, limits.keySet()),
                            name));
        }
        return amount <= limit
                ? List.of()
                : List.of(
                        String.format(
                                Locale.ROOT,
                                "needs %d of '%s', but there are only %d (limits in the settings)",
                                amount,
                                name,
                                limit));
    }

    /** The resources of one run, in the ledger. */
    public static final class Held implements NamedResources {
        private final long run;
        private final RunControl control;
        private final Set<Integer> holding = new HashSet<>();
        private Map<String, Integer> limits;

        public Held(long run, RunControl control) {
            this.run = run;
            this.control = control;
        }

        @Override
        public synchronized boolean acquire(int number, Map<String, Integer> wanted) {
            if (wanted.isEmpty() || holding.contains(number)) {
                return true;
            }
            boolean taken = control.acquire(run, number, wanted, LEASE);
            if (taken) {
                holding.add(number);
            }
            return taken;
        }

        @Override
        public synchronized Optional<String> lack(Map<String, Integer> wanted) {
            if (limits == null) {
                limits = control.limits();
            }
            return wanted.entrySet().stream()
                    .flatMap(
                            each ->
                                    NamedLimits.lack(each.getKey(), each.getValue(), limits)
                                            .stream())
                    .findFirst();
        }

        @Override
        public synchronized void giveBack(int number) {
            if (holding.remove(number)) {
                control.giveBack(run, number);
            }
        }

        /** Keeps what is held; to be called well within a minute. */
        public synchronized void renew() {
            if (!holding.isEmpty()) {
                control.renew(run, LEASE);
            }
        }

        /** Gives back everything. */
        public synchronized void end() {
            if (!holding.isEmpty()) {
                control.giveBackAll(run);
                holding.clear();
            }
        }
    }
}

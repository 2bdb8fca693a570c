package xcflow.runner.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import xcflow.runner.view.Amounts;
import xcflow.runner.view.Count;
import xcflow.runner.view.Estimates;
import xcflow.workflows.plan.Plan;
import xcflow.workflows.plan.PlannedStep;

/** The steps of a plan for people, with what each of their instances will probably take. */
final class PlanTable {
    private PlanTable() {}

    static void print(Plan plan, Estimates estimates, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        TreeSet<String> unknown = new TreeSet<>();
        double seconds = 0;
        boolean judged = false;
        boolean elsewhere = false;
        for (PlannedStep step : plan.steps()) {
            Optional<Estimates.Estimate> estimate =
                    estimates.of(
                            plan.workflow().name(), step.step().id(), step.step().task().name());
            if (estimate.isEmpty()) {
                unknown.add(step.step().task().name());
            } else {
                judged = true;
                elsewhere |= !estimate.get().sameStep();
                seconds += step.instances().size() * estimate.get().seconds().median();
            }
            rows.add(
                    List.of(
                            step.step().id(),
                            step.step().task().name(),
                            count(step),
                            estimate.map(PlanTable::time).orElse(""),
                            estimate.flatMap(Estimates.Estimate::memory)
                                    .map(memory -> text(memory, n -> Amounts.bytes(n.longValue())))
                                    .orElse(""),
                            String.join(", ", step.dependencies())));
        }
        Print.table(
                out, List.of("STEP", "TASK", "INSTANCES", "TIME EACH", "MEMORY", "AFTER"), rows);
        boolean more = plan.steps().stream().anyMatch(step -> !step.isExpanded());
        out.println();
        out.println(Count.of(plan.instances().size(), "instance") + (more ? " known so far" : ""));
        if (judged) {
            out.println(
                    "about "
                            + Amounts.seconds(seconds)
                            + " of computing if nothing is cached, by medians of earlier executions"
                            + (elsewhere ? "; *: of the same task in other steps" : ""));
        }
        if (!unknown.isEmpty()) {
            out.println("no earlier execution to judge by: " + String.join(", ", unknown));
        }
    }

    private static String count(PlannedStep step) {
        return step.isExpanded() ? Integer.toString(step.instances().size()) : "not known yet";
    }

    private static String time(Estimates.Estimate estimate) {
        return text(estimate.seconds(), Amounts::seconds) + (estimate.sameStep() ? "" : " *");
    }

    /** The median, and the range unless it looks the same. */
    private static String text(Estimates.Range range, Function<Double, String> how) {
        String median = how.apply(range.median());
        String least = how.apply(range.least());
        String greatest = how.apply(range.greatest());
        return least.equals(median) && greatest.equals(median)
                ? median
                : median + " (" + least + "–" + greatest + ")";
    }
}

package xcflow.runner.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import xcflow.runner.explain.Explanation;
import xcflow.runner.explain.PlanExplainer;
import xcflow.runner.home.Homes;
import xcflow.runner.home.NamedFunctionals;
import xcflow.runner.home.Project;
import xcflow.runner.run.Lookup;
import xcflow.runner.run.Recomputation;
import xcflow.runner.run.RunRequest;
import xcflow.runner.run.Submission;
import xcflow.runner.secret.RunSecrets;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.plan.Plan;
import xcflow.workflows.text.InvalidInputException;

/** Says what a run would do, without doing it and without creating a project. */
final class Previews {
    private Previews() {}

    static List<Explanation> of(CommandSpec spec, RunRequest request, Workflow workflow)
            throws InvalidInputException, IOException {
        Recomputation recompute = Recomputation.of(request.recompute());
        // Names of functionals are looked up here, before the project is open.
        Plan alone = request.plan(workflow, Submission::hashed);
        recompute.check(alone);
        if (!Homes.at(Xcflow.home(spec)).exists()) {
            Lookup lookup = new Lookup(null, null, request.cache(), recompute);
            return new PlanExplainer(alone, Optional.empty(), lookup, request.cache()).explain();
        }
        try (Project project = Xcflow.project(spec)) {
            Plan plan =
                    request.plan(
                            workflow,
                            Submission.looking(NamedFunctionals.now(project.provenance())));
            Lookup lookup =
                    new Lookup(
                            project.ledger(),
                            project.objects(),
                            request.cache(),
                            recompute,
                            RunSecrets.toLookAt(project.home().directory(), workflow));
            return new PlanExplainer(plan, Optional.of(project.ledger()), lookup, request.cache())
                    .explain();
        }
    }

    static int print(List<Explanation> explanations, boolean json, PrintWriter out) {
        if (json) {
            List<Object> all = new ArrayList<>();
            explanations.forEach(explanation -> all.add(explanation.toJson()));
            Print.json(out, all);
            out.flush();
            return 0;
        }
        List<List<String>> rows = new ArrayList<>();
        Map<Explanation.Verdict, Integer> counts = new TreeMap<>();
        for (Explanation explanation : explanations) {
            counts.merge(explanation.verdict(), 1, Integer::sum);
            rows.add(
                    List.of(
                            explanation.verdict().name().toLowerCase(java.util.Locale.ROOT),
                            explanation.label(),
                            explanation.reason().replace("\n", " ")));
        }
        Print.table(out, List.of("", "INSTANCE", "WHY"), rows);
        out.println();
        out.println(
                String.join(
                        ", ",
                        counts.entrySet().stream()
                                .map(
                                        e ->
                                                e.getValue()
                                                        + " "
                                                        + e.getKey()
                                                                .name()
                                                                .toLowerCase(java.util.Locale.ROOT))
                                .toList()));
        out.flush();
        return 0;
    }
}

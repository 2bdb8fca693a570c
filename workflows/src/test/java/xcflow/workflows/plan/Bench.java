package xcflow.workflows.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.spi.Artefact;
import xcflow.workflows.SampleTasks;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.read.ParameterValues;
import xcflow.workflows.read.WorkflowReader;

/** Prints a plan of a file; a tool for the author of the tests. */
final class Bench {
    private Bench() {}

    public static void main(String[] args) throws Exception {
        long t = System.nanoTime();
        Workflow w = WorkflowReader.read(Path.of(args[0]), SampleTasks.catalog());
        System.out.println("read " + (System.nanoTime() - t) / 1e6);
        t = System.nanoTime();
        Map<String, Object> p = ParameterValues.of(w, List.of(), Optional.empty(), Map.of());
        Artefact a = new Artefact("0".repeat(64), "x", "y", 1);
        Plan plan = Planner.plan(w, p, new RunFacts("r", Map.of(), f -> a));
        System.out.println("plan " + (System.nanoTime() - t) / 1e6);
        System.out.println(plan.instances().stream().limit(20).toList());
    }
}

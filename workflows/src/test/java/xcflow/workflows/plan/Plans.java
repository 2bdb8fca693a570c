package xcflow.workflows.plan;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.spi.Artefact;
import xcflow.workflows.SampleTasks;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.read.ParameterValues;
import xcflow.workflows.read.WorkflowReader;

/** Makes and executes plans in tests; tasks are imitated by the caller. */
final class Plans {
    static final Path DIRECTORY = Path.of("src/test/resources");

    private Plans() {}

    /** An artefact whose digest tells its name. */
    static Artefact artefact(String name) {
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        StringBuilder digest = new StringBuilder();
        for (byte b : bytes) {
            digest.append(String.format("%02x", b));
        }
        digest.append("0".repeat(64));
        return new Artefact(digest.substring(0, 64), name, "text/plain", bytes.length);
    }

    static Workflow workflow(String text) throws Exception {
        return WorkflowReader.read(
                text, DIRECTORY.resolve("test.yaml"), DIRECTORY, SampleTasks.catalog());
    }

    static Plan plan(String text, String... settings) throws Exception {
        return plan(workflow(text), settings);
    }

    static Plan plan(Workflow workflow, String... settings) throws Exception {
        Map<String, Object> parameters =
                ParameterValues.of(workflow, List.of(settings), Optional.empty(), Map.of());
        return Planner.plan(workflow, parameters, facts());
    }

    static RunFacts facts() {
        return new RunFacts("run-1", Map.of(), file -> artefact(file.getFileName().toString()));
    }

    static PlannedInstance find(Plan plan, String label) {
        return plan.instances().stream()
                .filter(instance -> instance.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new AssertionError(label + " not in " + plan.instances()));
    }

    /** Outputs of an addition, done for real. */
    static Map<String, Object> add(Plan plan, PlannedInstance instance) throws Exception {
        Map<String, Object> inputs = plan.inputs(instance);
        return Map.of("sum", (Double) inputs.get("x") + (Double) inputs.get("y"));
    }

    /** Executes all additions; those with x < 0 fail. Gives the inputs of all by label. */
    static Map<String, Map<String, Object>> run(Plan plan) throws Exception {
        Map<String, Map<String, Object>> inputs = new LinkedHashMap<>();
        for (List<PlannedInstance> ready = plan.instances(State.READY);
                !ready.isEmpty();
                ready = plan.instances(State.READY)) {
            for (PlannedInstance instance : ready) {
                inputs.put(instance.label(), plan.inputs(instance));
                if ((Double) plan.inputs(instance).get("x") < 0) {
                    plan.failed(instance, "x is negative");
                } else {
                    plan.succeeded(instance, add(plan, instance));
                }
            }
        }
        return inputs;
    }
}

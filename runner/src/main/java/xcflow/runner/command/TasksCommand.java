package xcflow.runner.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.workflows.schema.Field;
import xcflow.workflows.schema.RecordType;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.schema.TaskType;
import xcflow.workflows.text.Suggestion;

/** Lists the tasks, or describes one. */
@Command(name = "tasks", description = "List the tasks that a step can use, or describe one.")
final class TasksCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TASK", arity = "0..1", description = "Describe this task.")
    private String name;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws RefusedException {
        TaskCatalog tasks = TaskCatalog.load();
        PrintWriter out = spec.commandLine().getOut();
        if (name != null) {
            TaskType task =
                    tasks.find(name)
                            .orElseThrow(
                                    () ->
                                            new RefusedException(
                                                    "xcflow: there is no task '"
                                                            + name
                                                            + "'"
                                                            + Suggestion.forName(
                                                                    name, tasks.names())));
            if (json) {
                Print.json(out, json(task));
            } else {
                describe(task, out);
            }
        } else if (json) {
            Print.json(out, tasks.types().stream().map(TasksCommand::json).toList());
        } else {
            List<List<String>> rows = new ArrayList<>();
            tasks.types().forEach(t -> rows.add(List.of(t.name(), t.version(), t.title())));
            Print.table(out, List.of("TASK", "VERSION", ""), rows);
        }
        out.flush();
        return 0;
    }

    private static void describe(TaskType task, PrintWriter out) {
        out.println(task.name() + " " + task.version() + ": " + task.title());
        out.println();
        out.println(task.description().strip());
        out.println();
        fields("Inputs", task.inputs(), out);
        fields("Outputs", task.outputs(), out);
        if (!task.example().isBlank()) {
            out.println("Example");
            out.println(task.example().stripTrailing().indent(2).stripTrailing());
        }
    }

    private static void fields(String title, RecordType type, PrintWriter out) {
        out.println(title);
        for (Field field : type.fields()) {
            String unit = field.unit().isEmpty() ? "" : ", " + field.unit();
            String need =
                    field.defaultValue()
                            .map(d -> ", default " + d)
                            .orElse(field.optional() ? ", optional" : "");
            out.println("  " + field.name() + " (" + field.type().label() + unit + need + ")");
            out.println("      " + field.description().strip().replace("\n", "\n      "));
        }
        out.println();
    }

    private static Map<String, Object> json(TaskType task) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", task.name());
        json.put("version", task.version());
        json.put("title", task.title());
        json.put("description", task.description());
        json.put("example", task.example());
        json.put("inputs", task.inputs().fields().stream().map(TasksCommand::json).toList());
        json.put("outputs", task.outputs().fields().stream().map(TasksCommand::json).toList());
        return json;
    }

    private static Map<String, Object> json(Field field) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", field.name());
        json.put("type", field.type().label());
        json.put("required", field.required());
        json.put("default", field.defaultValue().orElse(null));
        json.put("unit", field.unit());
        json.put("description", field.description());
        json.put("example", field.example());
        return json;
    }
}

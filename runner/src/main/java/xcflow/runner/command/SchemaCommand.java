package xcflow.runner.command;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xcflow.workflows.document.TaskPages;
import xcflow.workflows.document.WorkflowSchema;
import xcflow.workflows.schema.TaskCatalog;

/** Writes the JSON Schema of the experiment language with all tasks that are installed. */
@Command(
        name = "schema",
        description = "Print the JSON Schema of workflows, for completion and checking in editors.")
final class SchemaCommand implements Callable<Integer> {
    @Option(
            names = {"-o", "--to"},
            paramLabel = "FILE",
            description = "Write it to a file.")
    private Path file;

    @Option(
            names = "--pages",
            description = "Print the reference of the tasks in Markdown instead.")
    private boolean pages;

    @Option(names = "--json", description = "Print JSON (which the schema always is).")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        TaskCatalog tasks = TaskCatalog.load();
        String text = pages && !json ? TaskPages.all(tasks) : WorkflowSchema.text(tasks);
        if (file != null) {
            Files.writeString(file, text);
        } else {
            PrintWriter out = spec.commandLine().getOut();
            out.print(text);
            out.flush();
        }
        return 0;
    }
}

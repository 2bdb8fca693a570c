package xcflow.runner.command;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import xcflow.runner.editor.EditorSchema;
import xcflow.runner.run.RunRequest;
import xcflow.spi.Warning;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Problem;

/** Parts of a workflow's file that are not wrong, but should be written in another way. */
final class Notes {
    private Notes() {}

    /** Reads the workflow of a request and prints its notes on standard error. */
    static Workflow read(RunRequest request, TaskCatalog tasks, CommandSpec spec)
            throws InvalidInputException {
        EditorSchema.keep(request.file(), tasks);
        Workflow workflow = request.read(tasks);
        PrintWriter err = spec.commandLine().getErr();
        for (Problem note : workflow.notes()) {
            Warning warning = new Warning("former-spelling", note.toString());
            err.println("xcflow: warning: " + warning.code() + ": " + warning.text());
        }
        err.flush();
        return workflow;
    }
}

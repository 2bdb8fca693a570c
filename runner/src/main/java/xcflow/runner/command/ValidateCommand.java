package xcflow.runner.command;

import java.io.PrintWriter;
import java.nio.file.Path;
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
import xcflow.runner.run.RunRequest;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Problem;

/** Checks workflows without running them. */
@Command(name = "validate", description = "Check workflows and report all errors at once.")
final class ValidateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The workflows.")
    private List<Path> files;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        TaskCatalog tasks = Xcflow.tasks(spec);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        List<Object> results = new ArrayList<>();
        int status = 0;
        for (Path file : files) {
            List<Problem> problems = List.of();
            try {
                RunRequest request = RunRequest.of(file);
                request.check(Notes.read(request, tasks, spec));
            } catch (InvalidInputException e) {
                problems = e.problems();
                status = Errors.UNUSABLE;
            }
            results.add(result(file, problems));
            if (!json) {
                problems.forEach(err::println);
                if (problems.isEmpty()) {
                    out.println(file + ": in order");
                }
            }
        }
        if (json) {
            Print.json(out, results);
        }
        err.flush();
        out.flush();
        return status;
    }

    private static Map<String, Object> result(Path file, List<Problem> problems) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("file", file.toString());
        result.put("valid", problems.isEmpty());
        result.put("problems", Json.problems(problems));
        return result;
    }
}

package xcflow.runner.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.runner.home.HomeMove;
import xcflow.runner.home.Project;

/** Where a project is kept. */
@Command(name = "home", description = "Where a project is kept.")
final class HomeCommand implements Runnable, OpensProject {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "move",
            description = {
                "Move a project to the stores of another home: from the file in a home to a PostgreSQL"
                        + " server, or back.",
                "Records and artefacts are compared with what they were; until all are there, the"
                        + " other home has none. Schedules stay."
            })
    int move(
            @Parameters(
                            index = "0",
                            paramLabel = "HOME",
                            description =
                                    "The other home. Its settings say where its records and artefacts are;"
                                            + " it has none yet.")
                    Path target,
            @Option(names = "--json", description = "Print JSON.") boolean json)
            throws Exception {
        try (Project project = Records.existing(spec)) {
            HomeMove.Moved moved =
                    new HomeMove(project, target.toAbsolutePath().normalize()).move();
            PrintWriter out = spec.commandLine().getOut();
            long rows = moved.records().rows().values().stream().mapToLong(n -> n).sum();
            if (json) {
                Map<String, Object> answer = new LinkedHashMap<>();
                answer.put("rows", moved.records().rows());
                answer.put("events", moved.records().events());
                answer.put("artefacts-copied", moved.objects());
                answer.put("artefacts-shared", moved.shared());
                Print.json(out, answer);
            } else {
                out.println(
                        "moved "
                                + rows
                                + " records with "
                                + moved.records().events()
                                + " events and "
                                + moved.objects()
                                + " artefacts to "
                                + target
                                + "; all are as they were");
                out.println("what is in the old home is not needed any more");
            }
            out.flush();
        }
        return 0;
    }
}

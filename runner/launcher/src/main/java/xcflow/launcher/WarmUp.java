package xcflow.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import xcflow.provenance.Provenance;
import xcflow.runner.Main;
import xcflow.runner.command.Xcflow;
import xcflow.storage.h2.BlankDatabase;

/**
 * Runs the commonest commands once, so that the archive of class data, made when this process ends,
 * holds their classes. The launcher calls it after a build with an empty directory as project.
 *
 * <p>Nothing here may draw a graph: the layout library has lambdas whose interfaces are of byte
 * code older than Java 6, and Java 17 dies when it archives those (JDK-8274944).
 */
public final class WarmUp {
    private static final String WORKFLOW =
            """
            name: warm-up
            parameters: {n: {type: list, default: [1, 2]}}
            steps:
              a:
                uses: shell
                matrix: {n: "${{ parameters.n }}"}
                with: {command: "echo $N > n.txt", environment: {N: "${{ matrix.n }}"}, outputs: {n: n.txt}}
              b:
                uses: table
                with: {rows: "${{ steps.a }}"}
              c:
                uses: assert
                needs: [b]
                with: {that: "${{ size(steps.a) == 2 }}"}
            outputs: {table: "${{ steps.b.text }}"}
            """;

    private WarmUp() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        String file = Files.writeString(directory.resolve("warm-up.yaml"), WORKFLOW).toString();
        String clone = directory.resolve("clone").toString();
        String neural = directory.resolve("clone").resolve("pbe-constrained.xcf").toString();
        String[][] commands = {
            {"--help"},
            {"validate", file},
            {"plan", file},
            {"tasks", "shell"},
            {"run", file},
            {"run", file},
            {"explain", file, "--set", "n=[2, 3]"},
            {"runs", "--json"},
            {"show", "latest"},
            {"output", "latest", "table"},
            {"functional", "list"},
            {"functional", "list", "--json"},
            {"functional", "show", "tuned"},
            {"functional", "metrics", "tuned"},
            {"functional", "lineage", "tuned"},
            {"functional", "lineage", "tuned", "--json"},
            {"functional", "descendants", "PBE", "--short"},
            {"functional", "diff", "clone", "tuned"},
            {"functional", "tag", "tuned", "warm"},
            {"functional", "note", "tuned", "warm"},
            {"audit"},
            {"audit", "tuned", "--json"},
            {"gc", "--dry-run"},
            {"export", "latest", directory.resolve("crate.zip").toString()},
            {"functional", "export", "tuned", directory.resolve("crate").toString()},
            {"import", directory.resolve("crate").toString()},
            {"sql", "select count(*) from executions"},
            {"nonsense"},
            {"scf", "--molecule", "Li", "--basis", "def2-svp", "--grid", "0"},
            {"scf", "--molecule", "H2O", "--basis", "def2-svp", "--threads", "1", "--json"},
            {"scf", "--molecule", "H2O", "--basis", "def2-tzvp", "--threads", "2", "--json"},
            {"scf", "--molecule", "O2", "--density-fitting", "--grid", "2"},
            {
                "functional",
                "train",
                "--model-density",
                "H",
                "--iterations",
                "1",
                "--width",
                "4",
                "--depth",
                "1",
                "--output",
                clone
            },
            {"scf", "--molecule", "H2O", "--functional", neural, "--grid", "1"},
            {"scf", "--molecule", "O2", "--functional", neural, "--grid", "1", "--json"},
            {
                "scf",
                "--crystal",
                "Al",
                "--cutoff",
                "4",
                "--kpoints",
                "2x2x2",
                "--threads",
                "1",
                "--json"
            },
            {"scf", "--crystal", "C", "--cutoff", "8", "--kpoints", "2x2x2", "--threads", "1"},
            {
                "eos",
                "--crystal",
                "Si",
                "--cutoff",
                "5",
                "--kpoints",
                "1x1x1",
                "--threads",
                "1",
                "--json"
            },
        };
        WarmUpRecords.record(directory);
        for (String[] command : commands) {
            System.out.println("# " + String.join(" ", command));
            Xcflow.commandLine(command).execute(command);
        }
        BlankDatabase.make(directory.getParent(), Provenance.schema());
        Main.main(new String[] {"--version"});
    }
}

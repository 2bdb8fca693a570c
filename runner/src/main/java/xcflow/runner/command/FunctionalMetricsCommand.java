package xcflow.runner.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.provenance.functional.FunctionalRegistry;
import xcflow.provenance.functional.Measurement;

/** Shows what was measured of a functional version. */
@Command(name = "metrics", description = "Show everything that was measured of a functional.")
final class FunctionalMetricsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FUNCTIONAL", description = FunctionalRecords.HOW_TO_NAME)
    private String functional;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        return FunctionalRecords.with(
                spec,
                project -> {
                    FunctionalRegistry functionals = project.provenance().functionals();
                    List<Measurement> metrics =
                            functionals.metrics(functionals.get(functional).id());
                    PrintWriter out = spec.commandLine().getOut();
                    if (json) {
                        List<Object> all = new ArrayList<>();
                        metrics.forEach(m -> all.add(FunctionalRecords.json(m)));
                        Print.json(out, all);
                    } else if (metrics.isEmpty()) {
                        out.println("nothing has been measured of " + functional);
                    } else {
                        print(out, metrics);
                    }
                    return 0;
                });
    }

    static void print(PrintWriter out, List<Measurement> metrics) {
        List<List<String>> rows = new ArrayList<>();
        for (Measurement m : metrics) {
            rows.add(
                    List.of(
                            m.metric(),
                            FunctionalRecords.number(m.value()),
                            m.unit(),
                            Long.toString(m.execution())));
        }
        Print.table(out, List.of("METRIC", "VALUE", "UNIT", "MEASURED BY EXECUTION"), rows);
    }
}

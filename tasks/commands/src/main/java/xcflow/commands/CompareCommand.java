package xcflow.commands;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.functional.audit.Comparison;

/** Says how much two functionals differ. */
@Command(
        name = "compare",
        description =
                "Compare two functionals on a grid of r_s, zeta, s and, for meta-GGAs, alpha.",
        footer = {"", "Example: xcflow functional compare clone.xcf PBE"})
final class CompareCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "NAME-or-FILE", description = "One functional.")
    private String one;

    @Parameters(index = "1", paramLabel = "NAME-or-FILE", description = "The other.")
    private String other;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
        var comparisons =
                Comparison.of(
                        FunctionalArgument.separable(one, spec),
                        FunctionalArgument.separable(other, spec));
        var out = spec.commandLine().getOut();
        if (json) {
            Screen.json(out, comparisons.stream().map(CompareCommand::values).toList());
        } else {
            Screen.table(
                    out,
                    List.of("quantity", "mean difference", "largest", "unit", "where"),
                    comparisons.stream().map(CompareCommand::row).toList());
        }
        return 0;
    }

    private static List<String> row(Comparison comparison) {
        return List.of(
                comparison.quantity(),
                String.format(Locale.ROOT, "%.3e", comparison.mean()),
                String.format(Locale.ROOT, "%.3e", comparison.largest()),
                comparison.unit(),
                comparison.largest() == 0 ? "-" : comparison.where().toString());
    }

    private static Map<String, Object> values(Comparison comparison) {
        var values = new LinkedHashMap<String, Object>();
        values.put("quantity", comparison.quantity());
        values.put("unit", comparison.unit());
        values.put("mean", comparison.mean());
        values.put("largest", comparison.largest());
        values.put("rs", comparison.where().rs());
        values.put("zeta", comparison.where().zeta());
        values.put("s", comparison.where().s());
        comparison.where().alpha().ifPresent(alpha -> values.put("alpha", alpha));
        return values;
    }
}

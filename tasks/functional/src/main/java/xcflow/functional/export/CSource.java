package xcflow.functional.export;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A functional as one C file with its weights inside, in libxc's layout of arrays, with second
 * derivatives by forward differentiation.
 */
final class CSource {
    private static final List<Pattern> DECLARATIONS =
            List.of(
                    Pattern.compile("(?m)^static (?:INLINE )?\\w+ \\*?(\\w+)\\("),
                    Pattern.compile("(?m)^LANEWISE\\((\\w+),"),
                    Pattern.compile("(?m)^\\} (\\w+);"));

    /** What is compiled for each kind of processor. */
    private static final List<String> KERNEL =
            List.of("vectors.c", "jets.c", "variables.c", "networks.c", "bases.c", "points.c");

    private final Exported exported;
    private final FactorCode exchange;
    private final FactorCode correlation;

    CSource(Exported exported) {
        this.exported = exported;
        exchange = new FactorCode("exchange", exported.functional().exchangeFactor());
        correlation = new FactorCode("correlation", exported.functional().correlationFactor());
    }

    /**
     * @throws IllegalArgumentException if the functional cannot be exported
     */
    String text() throws IOException {
        var marks = new HashMap<>(Template.marks(exported));
        marks.put("LAYERS", LayerCode.all());
        marks.put("FACTORS", factors());
        var kernel = new StringBuilder();
        for (String part : KERNEL) {
            kernel.append(Template.fill(part, marks));
        }
        var names = names(kernel.toString());
        return Template.fill("head.c", marks)
                + "#define SCRATCH "
                + Math.max(exchange.scratch(), correlation.scratch())
                + "\n\n"
                + exchange.weights()
                + correlation.weights()
                + Template.fill("foot.c", marks)
                + kernel.toString()
                        .replace(
                                "@NAMES@",
                                lines(names, name -> name + " NAMED(" + name + ")", "define"))
                        .replace("@UNNAMES@", lines(names, name -> name, "undef"));
    }

    /** All names that the kernel gives to types, functions and tables. */
    private static Set<String> names(String kernel) {
        var names = new TreeSet<>(List.of("vec", "bits", "kernels"));
        for (Pattern declaration : DECLARATIONS) {
            declaration.matcher(kernel).results().forEach(match -> names.add(match.group(1)));
        }
        return names;
    }

    private static String lines(Set<String> names, UnaryOperator<String> line, String directive) {
        var text = new StringBuilder();
        for (String name : names) {
            text.append('#').append(directive).append(' ').append(line.apply(name)).append('\n');
        }
        return text.toString();
    }

    private String factors() {
        var base = BaseCode.of(exported.functional().spec());
        int variables = exchange.dependsOnGradientAlone() ? 1 : 2;
        return exchange.function()
                + correlation.function()
                + "/* The exchange energy of an unpolarised density. */\n"
                + "static INLINE jet exchange(N, const point *v, vec *a, vec *z) {\n"
                + "    jet f = exchange_factor("
                + variables
                + ", order, v, a, z);\n"
                + (variables == 1 ? "    f.d[RS] = f.h[P_RS] = f.h[RS_RS] = splat(0);\n" : "")
                + product(base.exchange())
                + "static INLINE jet correlation(N, const point *v, vec *a, vec *z) {\n"
                + "    jet f = correlation_factor(n_, v, a, z);\n"
                + product(base.correlation());
    }

    private static String product(BaseCode.Call base) {
        String call =
                switch (base.function()) {
                    case "uniform_exchange" -> "uniform_exchange(v)";
                    case "uniform_correlation" -> "v->gas";
                    default -> base.function() + "(n_, v" + base.arguments() + ")";
                };
        return "    return times(n_, " + call + ", f);\n}\n\n";
    }
}

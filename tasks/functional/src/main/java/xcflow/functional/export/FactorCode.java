package xcflow.functional.export;

import java.util.Locale;
import xcflow.functional.neural.Factor;
import xcflow.functional.neural.FactorSpec;
import xcflow.functional.neural.Leading;

/** The C of one factor: its weights and the function that composes what the file declares. */
final class FactorCode {
    private final String part;
    private final Factor factor;
    private final FactorSpec spec;

    /**
     * @param part {@code exchange} or {@code correlation}
     */
    FactorCode(String part, Factor factor) {
        this.part = part;
        this.factor = factor;
        this.spec = factor.spec();
    }

    /** Numbers of scratch space that a point needs, of each of two layers. */
    int scratch() {
        return Math.max(10, spec.depth()) * Math.max(spec.width(), spec.inputs().size());
    }

    /** Whether the factor depends on p alone, which has fewer derivatives. */
    boolean dependsOnGradientAlone() {
        return spec.dependsOnGradientAlone();
    }

    /** The definition of the weights. */
    String weights() {
        var text = new StringBuilder();
        text.append("/* For each layer its weights [outputs][inputs], then its biases. */\n");
        text.append("static const double ").append(part).append("_weights[] = {");
        double[] parameters = factor.network().parameters();
        for (int i = 0; i < parameters.length; i++) {
            text.append(i % 4 == 0 ? "\n    " : " ").append(parameters[i]).append(',');
        }
        return text.append("\n};\n\n").toString();
    }

    /** The definition of the factor. */
    String function() {
        var text = new StringBuilder();
        text.append("static INLINE jet ")
                .append(part)
                .append("_factor(N, const point *v, vec *a, vec *z) {\n");
        line(text, "jet in[" + spec.inputs().size() + "];");
        for (int i = 0; i < spec.inputs().size(); i++) {
            line(text, "in[" + i + "] = in_" + lower(spec.inputs().get(i)) + "(n_, v);");
        }
        line(
                text,
                "jet y = network(n_, "
                        + spec.activation().name()
                        + ", "
                        + spec.inputs().size()
                        + ", "
                        + spec.width()
                        + ", "
                        + spec.depth()
                        + ", "
                        + part
                        + "_weights, in, a, z);");
        line(text, "jet g = gate_" + lower(spec.gate()) + "(n_, v);");
        if (spec.leading().term() == Leading.Term.NONE) {
            line(text, "jet x = times(n_, g, y);");
        } else {
            leading(text);
        }
        line(
                text,
                "return response_"
                        + lower(spec.response())
                        + "(n_, x, v, "
                        + spec.limit()
                        + ", "
                        + (spec.damped() ? 1 : 0)
                        + ");");
        return text.append("}\n\n").toString();
    }

    private void leading(StringBuilder text) {
        double scale = spec.leading().coefficient() / spec.response().slopeAtOne(spec.limit());
        boolean correlation = spec.leading().term() == Leading.Term.CORRELATION;
        line(text, "jet h = gate_" + (correlation ? "screened_gradient" : "gradient") + "(n_, v);");
        line(text, "jet x = times(n_, times(n_, g, h), y);");
        line(
                text,
                correlation
                        ? "x = plus(n_, x, times(n_, leading_correlation(n_, v, "
                                + scale
                                + "), h));"
                        : "x = plus(n_, x, scaled(n_, " + scale + ", h));");
        if (spec.damped()) {
            line(text, "x = plus(n_, x, scaled(n_, 2, gate_gradient(n_, v)));");
        }
    }

    private static void line(StringBuilder text, String line) {
        text.append("    ").append(line).append('\n');
    }

    /** Descriptors, gates and responses are called in C as in the file, with underscores. */
    private static String lower(Enum<?> label) {
        return label.name().toLowerCase(Locale.ROOT);
    }
}

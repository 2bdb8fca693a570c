package xcflow.structure.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import xcflow.numerics.text.Line;

/** Reactions as people write them. */
final class ReactionText {
    private ReactionText() {}

    /** The reaction of coefficients, which was read from a line. */
    static SetReaction of(Map<String, Double> coefficients, double energy, Line line) {
        return new SetReaction(
                written(coefficients), coefficients, energy, line.file() + ":" + line.number());
    }

    /** The reaction, with the names of its systems. */
    static String written(Map<String, Double> coefficients) {
        return side(coefficients, -1) + " -> " + side(coefficients, 1);
    }

    private static String side(Map<String, Double> coefficients, int sign) {
        List<String> terms = new ArrayList<>();
        coefficients.forEach(
                (system, coefficient) -> {
                    double count = sign * coefficient;
                    if (count > 0) {
                        String number = String.valueOf(count).replaceAll("\\.0$", "");
                        terms.add(count == 1 ? system : number + " " + system);
                    }
                });
        return String.join(" + ", terms);
    }
}

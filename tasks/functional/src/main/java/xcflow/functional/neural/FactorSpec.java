package xcflow.functional.neural;

import java.util.EnumSet;
import java.util.List;

/**
 * Declares a factor F = R(g · network(inputs) + leading term) with which the energy density of a
 * base functional is multiplied.
 *
 * @param inputs the network's inputs, in order
 * @param width neurons per hidden layer
 * @param depth hidden layers
 * @param gate g
 * @param response R
 * @param limit Λ of the response; zero where the response has none
 * @param damped whether D = (1 + p)² damps a logistic response, so that F → 0 as s⁻⁴ for s → ∞
 * @param leading the known term of second order in s, beside which the network is of the fourth
 */
public record FactorSpec(
        List<Descriptor> inputs,
        int width,
        int depth,
        Activation activation,
        Gate gate,
        Response response,
        double limit,
        boolean damped,
        Leading leading) {

    public FactorSpec {
        inputs = List.copyOf(inputs);
        check(!inputs.isEmpty(), "a network needs at least one input");
        check(
                EnumSet.copyOf(inputs).size() == inputs.size(),
                "an input is declared twice: " + inputs);
        check(
                width >= 1 && width <= Network.MAX_WIDTH,
                "width must be 1 to " + Network.MAX_WIDTH + ", not " + width);
        check(
                depth >= 1 && depth <= Network.MAX_DEPTH,
                "depth must be 1 to " + Network.MAX_DEPTH + ", not " + depth);
        check(activation != null && gate != null && response != null, "the factor is incomplete");
        check(
                response.isBounded() ? limit > 0 && limit < 1e6 : limit == 0,
                "the response " + response + " does not go with the limit " + limit);
        check(
                response != Response.LOGISTIC || limit > 1,
                "the limit of a logistic response must be above one, not " + limit);
        check(!damped || response == Response.LOGISTIC, "only a logistic response can be damped");
        check(leading != null, "the factor is incomplete");
        check(
                leading.goesWith(gate) && (response != Response.DIRECT || leading.isNone()),
                "the leading term does not go with the gate " + gate + " and " + response);
    }

    /** Without a leading term. */
    public FactorSpec(
            List<Descriptor> inputs,
            int width,
            int depth,
            Activation activation,
            Gate gate,
            Response response,
            double limit,
            boolean damped) {
        this(inputs, width, depth, activation, gate, response, limit, damped, Leading.NONE);
    }

    /** The same with a leading term. */
    FactorSpec with(Leading term) {
        return new FactorSpec(
                inputs, width, depth, activation, gate, response, limit, damped, term);
    }

    private static void check(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    /** Number of weights and biases. */
    public int parameterCount() {
        return Network.parameterCount(inputs.size(), width, depth);
    }

    /** Whether F depends on nothing but s. */
    public boolean dependsOnGradientAlone() {
        return inputs.stream().allMatch(Descriptor::dependsOnGradient)
                && inputs.stream().noneMatch(Descriptor::dependsOnDensity)
                && !gate.dependsOnDensity()
                && !leading.dependsOnDensity();
    }
}

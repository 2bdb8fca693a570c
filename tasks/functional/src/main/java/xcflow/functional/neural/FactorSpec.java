package xcflow.functional.neural;

import java.util.EnumSet;
import java.util.List;

/**
 * Declares a factor F = W R(g · network(inputs) + leading term) with which the energy density of a
 * base functional is multiplied.
 *
 * @param inputs the network's inputs, in order
 * @param width neurons per hidden layer
 * @param depth hidden layers
 * @param gate g
 * @param response R
 * @param limit Λ of the response; zero where the response has none
 * @param damped whether D = (1 + p)^m damps a logistic response: m = 2, so that F → 0 as s⁻⁴ for s
 *     → ∞, or m = 1/4 and F → 0 as s^{−1/2} if the factor depends on α
 * @param leading the known term of second order in s, beside which the network is of the fourth
 * @param envelope W
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
        Leading leading,
        Envelope envelope) {

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
        check(leading != null && envelope != null, "the factor is incomplete");
        check(
                envelope != Envelope.SINGLE_ORBITAL_EXCHANGE
                        || response == Response.LOGISTIC && !damped,
                "the envelope " + envelope + " needs a logistic response without damping");
        check(
                gate != Gate.DIFFERENCE || response != Response.DIRECT,
                "the gate " + gate + " does not go with the response " + response);
        check(
                leading.goesWith(gate) && (response != Response.DIRECT || leading.isNone()),
                "the leading term does not go with the gate " + gate + " and " + response);
        check(
                leading.term() != Leading.Term.SLOWLY_VARYING_EXCHANGE
                        || !damped
                                && !envelope.dependsOnPolarisation()
                                && isOfGradientAndIsoOrbital(inputs),
                "the leading term is one of a factor of s and α alone");
    }

    private static boolean isOfGradientAndIsoOrbital(List<Descriptor> inputs) {
        return inputs.stream()
                .noneMatch(
                        d ->
                                d.dependsOnDensity()
                                        || d.dependsOnPolarisation()
                                        || d.dependsOnSpinGradients());
    }

    /** Without a leading term and an envelope. */
    public FactorSpec(
            List<Descriptor> inputs,
            int width,
            int depth,
            Activation activation,
            Gate gate,
            Response response,
            double limit,
            boolean damped) {
        this(
                inputs,
                width,
                depth,
                activation,
                gate,
                response,
                limit,
                damped,
                Leading.NONE,
                Envelope.NONE);
    }

    /** The same with a leading term. */
    FactorSpec with(Leading term) {
        return new FactorSpec(
                inputs, width, depth, activation, gate, response, limit, damped, term, envelope);
    }

    /** The same in an envelope. */
    FactorSpec within(Envelope other) {
        return new FactorSpec(
                inputs, width, depth, activation, gate, response, limit, damped, leading, other);
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

    /** Whether F depends on α. */
    public boolean dependsOnKineticEnergy() {
        return envelope.dependsOnKineticEnergy()
                || inputs.stream().anyMatch(Descriptor::dependsOnKineticEnergy);
    }

    /** Whether F depends on the gradients of the two spins separately. */
    public boolean dependsOnSpinGradients() {
        return gate == Gate.SPIN_GRADIENTS
                || inputs.stream().anyMatch(Descriptor::dependsOnSpinGradients);
    }

    /** m of the damping D = (1 + p)^m; zero without any. */
    public double damping() {
        return damped ? dependsOnKineticEnergy() ? 0.25 : 2 : 0;
    }

    /** Whether F depends on nothing but s. */
    public boolean dependsOnGradientAlone() {
        return !dependsOnKineticEnergy()
                && envelope.isNone()
                && inputs.stream().allMatch(Descriptor::dependsOnGradient)
                && !dependsOnSpinGradients()
                && inputs.stream().noneMatch(Descriptor::dependsOnDensity)
                && !gate.dependsOnDensity()
                && !leading.dependsOnDensity();
    }
}

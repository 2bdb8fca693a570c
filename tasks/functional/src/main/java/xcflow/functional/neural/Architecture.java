package xcflow.functional.neural;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import xcflow.functional.ExchangeShare;

/** The families of neural functionals. */
public enum Architecture {
    /**
     * Exact constraints hold by construction, whatever the weights are; see {@link Constraints}.
     */
    @JsonProperty("constrained")
    CONSTRAINED,

    /** The networks' outputs are F_x(ρ, s) and F_c(r_s, ζ, s) directly: no gate, no bound. */
    @JsonProperty("unconstrained")
    UNCONSTRAINED,

    /** A reference functional times bounded corrections; untrained it is exactly the reference. */
    @JsonProperty("anchored")
    ANCHORED,

    /**
     * As published studies of cloning declare it: F = 1 + L_Λ(x₂ · network) with x₂ = (1 − e^{−s²})
     * ln(1 + s), F_x of x₂ alone, F_c of x₂, density and polarisation. The uniform gas and the
     * bounds are exact, whatever the weights are; switches of constraints are ignored.
     */
    @JsonProperty("study")
    STUDY;

    /** The uniform electron gas: the base of all functionals that are not anchored. */
    public static final String UNIFORM_GAS = "slater+pw92_mod";

    /** Greatest relative correction of an anchored functional. */
    private static final double GREATEST_CORRECTION = 0.5;

    /** The local Lieb–Oxford bound on F_x as PBE applies it. */
    private static final double LIEB_OXFORD = 1.804;

    /** The bound on F_x of a single orbital. */
    private static final double TIGHT_BOUND = 1.174;

    /** Bound on F_c of the logistic response: symmetric around the uniform gas. */
    private static final double GREATEST_CORRELATION = 2;

    private static final List<Descriptor> GRADIENT =
            List.of(Descriptor.GRADIENT, Descriptor.LOG_GRADIENT);
    private static final List<Descriptor> DENSITY_AND_GRADIENT =
            List.of(Descriptor.DENSITY, Descriptor.GRADIENT, Descriptor.LOG_GRADIENT);
    private static final List<Descriptor> FAR_GRADIENT =
            List.of(Descriptor.GRADIENT, Descriptor.LOG_GRADIENT, Descriptor.FAR_GRADIENT);
    private static final List<Descriptor> DENSITY_AND_FAR_GRADIENT =
            List.of(
                    Descriptor.DENSITY,
                    Descriptor.GRADIENT,
                    Descriptor.LOG_GRADIENT,
                    Descriptor.FAR_GRADIENT);
    private static final List<Descriptor> CORRELATION =
            List.of(
                    Descriptor.DENSITY,
                    Descriptor.SPIN_SCALING,
                    Descriptor.POLARISATION,
                    Descriptor.GRADIENT,
                    Descriptor.LOG_SCREENED_GRADIENT);

    private static final List<Descriptor> KINETIC =
            List.of(
                    Descriptor.ISO_ORBITAL,
                    Descriptor.SQUARED_ISO_ORBITAL,
                    Descriptor.SINGLE_ORBITAL_SHARE);

    private static final List<Descriptor> LOGARITHMIC =
            List.of(
                    Descriptor.LOGARITHMIC_DENSITY,
                    Descriptor.LOGARITHMIC_SPIN,
                    Descriptor.LOGARITHMIC_GRADIENT);

    /** Name as it is written in files, such as {@code constrained}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Declares a functional of this architecture.
     *
     * @param name name of the functional
     * @param reference functional that it imitates or is anchored to; empty if there is none
     * @param constraints ignored by unconstrained functionals; anchored ones have the gradient
     *     coefficients of what they are anchored to only before training
     */
    public NeuralSpec specify(
            String name,
            String reference,
            Constraints constraints,
            Shape exchange,
            Shape correlation,
            long seed) {
        var base = this == ANCHORED ? reference : UNIFORM_GAS;
        var initialisation = new Initialisation(seed, this == ANCHORED ? 0 : 1);
        return new NeuralSpec(
                name,
                this,
                base,
                reference,
                exchange(constraints, exchange),
                correlation(constraints, correlation),
                initialisation,
                ExchangeShare.NONE);
    }

    private FactorSpec exchange(Constraints constraints, Shape shape) {
        if (constraints.kinetic().isPresent()) {
            return kineticExchange(constraints, constraints.kinetic().get(), shape);
        }
        return switch (this) {
            case UNCONSTRAINED ->
                    shape.factor(DENSITY_AND_GRADIENT, Gate.NONE, Response.DIRECT, 0, false);
            case CONSTRAINED -> constrainedExchange(constraints, shape);
            case ANCHORED ->
                    shape.factor(
                            constraints.exchangeScaling() ? GRADIENT : DENSITY_AND_GRADIENT,
                            constraints.exchangeUniformGas() ? Gate.GRADIENT : Gate.NONE,
                            Response.HYPERBOLIC,
                            GREATEST_CORRECTION,
                            false);
            case STUDY -> study(List.of(Descriptor.LOGARITHMIC_GRADIENT), shape, LIEB_OXFORD);
        };
    }

    private FactorSpec kineticExchange(
            Constraints constraints, Constraints.Kinetic kinetic, Shape shape) {
        requireKinetic();
        if (this == UNCONSTRAINED) {
            return shape.factor(
                    with(KINETIC, DENSITY_AND_FAR_GRADIENT), Gate.NONE, Response.DIRECT, 0, false);
        }
        boolean bounded = constraints.liebOxford();
        var factor =
                shape.factor(
                        with(
                                KINETIC,
                                constraints.exchangeScaling()
                                        ? FAR_GRADIENT
                                        : DENSITY_AND_FAR_GRADIENT),
                        constraints.exchangeUniformGas() ? Gate.DIFFERENCE : Gate.NONE,
                        bounded ? Response.LOGISTIC : Response.AROUND_ONE,
                        bounded ? kinetic.tightBound() ? TIGHT_BOUND : LIEB_OXFORD : 0,
                        false);
        if (kinetic.singleOrbital()) {
            return factor.within(Envelope.SINGLE_ORBITAL_EXCHANGE);
        }
        return kinetic.exchangeDecay() ? factor.within(Envelope.EXCHANGE_DECAY) : factor;
    }

    private FactorSpec kineticCorrelation(
            Constraints constraints, Constraints.Kinetic kinetic, Shape shape) {
        requireKinetic();
        var inputs = with(KINETIC, CORRELATION);
        if (this == UNCONSTRAINED) {
            return shape.factor(inputs, Gate.NONE, Response.DIRECT, 0, false);
        }
        boolean sign = constraints.correlationSign();
        var factor =
                shape.factor(
                        inputs,
                        constraints.correlationUniformGas() ? Gate.DIFFERENCE : Gate.NONE,
                        sign ? Response.LOGISTIC : Response.AROUND_ONE,
                        sign ? GREATEST_CORRELATION : 0,
                        sign && constraints.correlationVanishes());
        return kinetic.oneElectron() ? factor.within(Envelope.ONE_ELECTRON) : factor;
    }

    private void requireKinetic() {
        if (this == ANCHORED || this == STUDY) {
            throw new IllegalArgumentException(
                    "functionals of the architecture '"
                            + label()
                            + "' depend on density and gradient: a meta-GGA can be cloned with"
                            + " 'constrained' or 'unconstrained'");
        }
    }

    private static List<Descriptor> with(List<Descriptor> more, List<Descriptor> inputs) {
        return Stream.concat(inputs.stream(), more.stream()).toList();
    }

    private static FactorSpec study(List<Descriptor> inputs, Shape shape, double limit) {
        return shape.factor(inputs, Gate.LOGARITHMIC_GRADIENT, Response.LOGISTIC, limit, false);
    }

    private static FactorSpec constrainedExchange(Constraints constraints, Shape shape) {
        var factor =
                constraints.liebOxford()
                        ? shape.factor(
                                constraints.exchangeScaling() ? GRADIENT : DENSITY_AND_GRADIENT,
                                constraints.exchangeUniformGas() ? Gate.GRADIENT : Gate.NONE,
                                Response.LOGISTIC,
                                LIEB_OXFORD,
                                false)
                        : shape.factor(
                                constraints.exchangeScaling()
                                        ? FAR_GRADIENT
                                        : DENSITY_AND_FAR_GRADIENT,
                                constraints.exchangeUniformGas() ? Gate.GROWING : Gate.NONE,
                                Response.AROUND_ONE,
                                0,
                                false);
        var mu = constraints.exchangeGradient();
        return mu.isPresent() ? factor.with(Leading.exchange(mu.getAsDouble())) : factor;
    }

    private FactorSpec correlation(Constraints constraints, Shape shape) {
        if (constraints.kinetic().isPresent()) {
            return kineticCorrelation(constraints, constraints.kinetic().get(), shape);
        }
        var gate = constraints.correlationUniformGas() ? Gate.SCREENED_GRADIENT : Gate.NONE;
        return switch (this) {
            case UNCONSTRAINED -> shape.factor(CORRELATION, Gate.NONE, Response.DIRECT, 0, false);
            case CONSTRAINED -> constrainedCorrelation(constraints, gate, shape);
            case ANCHORED ->
                    shape.factor(
                            CORRELATION, gate, Response.HYPERBOLIC, GREATEST_CORRECTION, false);
            case STUDY -> study(LOGARITHMIC, shape, GREATEST_CORRELATION);
        };
    }

    private static FactorSpec constrainedCorrelation(
            Constraints constraints, Gate gate, Shape shape) {
        boolean sign = constraints.correlationSign();
        var factor =
                shape.factor(
                        CORRELATION,
                        gate,
                        sign ? Response.LOGISTIC : Response.AROUND_ONE,
                        sign ? GREATEST_CORRELATION : 0,
                        sign && constraints.correlationVanishes());
        var beta = constraints.correlationGradient();
        return beta.isPresent() ? factor.with(Leading.correlation(beta.getAsDouble())) : factor;
    }

    /** Size of a network and activation of its neurons. */
    public record Shape(int width, int depth, Activation activation) {
        FactorSpec factor(
                List<Descriptor> inputs,
                Gate gate,
                Response response,
                double limit,
                boolean damped) {
            return new FactorSpec(inputs, width, depth, activation, gate, response, limit, damped);
        }
    }
}

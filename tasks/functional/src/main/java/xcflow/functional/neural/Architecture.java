package xcflow.functional.neural;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

    /** What a functional of the kinetic energy density obeys of itself if it obeys nothing. */
    private static final Constraints.Kinetic FREE =
            new Constraints.Kinetic(false, false, false, false);

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

    private static boolean isKinetic(Constraints constraints, Shape shape) {
        return shape.descriptors()
                .map(DescriptorSet::isKinetic)
                .orElse(constraints.kinetic().isPresent());
    }

    private FactorSpec exchange(Constraints constraints, Shape shape) {
        boolean kinetic = isKinetic(constraints, shape);
        var set =
                shape.descriptors()
                        .orElse(
                                kinetic
                                        ? DescriptorSet.KINETIC
                                        : this == STUDY
                                                ? DescriptorSet.STUDY
                                                : constraints.exchangeScaling()
                                                                && this != UNCONSTRAINED
                                                        ? DescriptorSet.GRADIENT
                                                        : DescriptorSet.DENSITY_GRADIENT);
        if (kinetic) {
            return kineticExchange(constraints, constraints.kinetic().orElse(FREE), shape, set);
        }
        return switch (this) {
            case UNCONSTRAINED ->
                    shape.factor(set.exchange(false, false), Gate.NONE, Response.DIRECT, 0, false);
            case CONSTRAINED -> constrainedExchange(constraints, shape, set);
            case ANCHORED ->
                    shape.factor(
                            set.exchange(false, true),
                            constraints.exchangeUniformGas() ? Gate.GRADIENT : Gate.NONE,
                            Response.HYPERBOLIC,
                            GREATEST_CORRECTION,
                            false);
            case STUDY -> study(set, set.exchange(false, true), shape, LIEB_OXFORD);
        };
    }

    private FactorSpec kineticExchange(
            Constraints constraints, Constraints.Kinetic kinetic, Shape shape, DescriptorSet set) {
        requireKinetic();
        if (this == UNCONSTRAINED) {
            return shape.factor(set.exchange(true, false), Gate.NONE, Response.DIRECT, 0, false);
        }
        boolean bounded = constraints.liebOxford();
        var factor =
                shape.factor(
                        set.exchange(true, constraints.exchangeScaling()),
                        constraints.exchangeUniformGas() ? Gate.DIFFERENCE : Gate.NONE,
                        bounded ? Response.LOGISTIC : Response.AROUND_ONE,
                        bounded ? kinetic.tightBound() ? TIGHT_BOUND : LIEB_OXFORD : 0,
                        false);
        var mu = constraints.exchangeGradient();
        if (mu.isPresent()) {
            factor = factor.with(Leading.slowlyVaryingExchange(mu.getAsDouble()));
        }
        if (kinetic.singleOrbital()) {
            return factor.within(Envelope.SINGLE_ORBITAL_EXCHANGE);
        }
        return kinetic.exchangeDecay() ? factor.within(Envelope.EXCHANGE_DECAY) : factor;
    }

    private FactorSpec kineticCorrelation(
            Constraints constraints, Constraints.Kinetic kinetic, Shape shape, DescriptorSet set) {
        requireKinetic();
        if (this == UNCONSTRAINED) {
            return shape.factor(set.correlation(), Gate.NONE, Response.DIRECT, 0, false);
        }
        boolean sign = constraints.correlationSign();
        var factor =
                shape.factor(
                        set.correlation(),
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
                            + " 'constrained' or 'unconstrained', which take descriptors of the"
                            + " kinetic energy density too");
        }
    }

    private static FactorSpec study(
            DescriptorSet set, List<Descriptor> inputs, Shape shape, double limit) {
        if (set != DescriptorSet.STUDY) {
            throw new IllegalArgumentException(
                    "the architecture 'study' has the descriptors of published studies, and not '"
                            + set.label()
                            + "': choose 'constrained' or 'unconstrained' for these");
        }
        return shape.factor(inputs, Gate.LOGARITHMIC_GRADIENT, Response.LOGISTIC, limit, false);
    }

    private static FactorSpec constrainedExchange(
            Constraints constraints, Shape shape, DescriptorSet set) {
        boolean bounded = constraints.liebOxford();
        boolean gas = constraints.exchangeUniformGas();
        var factor =
                shape.factor(
                        set.exchange(!bounded, true),
                        gas ? bounded ? Gate.GRADIENT : Gate.GROWING : Gate.NONE,
                        bounded ? Response.LOGISTIC : Response.AROUND_ONE,
                        bounded ? LIEB_OXFORD : 0,
                        false);
        var mu = constraints.exchangeGradient();
        return mu.isPresent() ? factor.with(Leading.exchange(mu.getAsDouble())) : factor;
    }

    private FactorSpec correlation(Constraints constraints, Shape shape) {
        boolean kinetic = isKinetic(constraints, shape);
        var set =
                shape.descriptors()
                        .orElse(
                                kinetic
                                        ? DescriptorSet.KINETIC
                                        : this == STUDY
                                                ? DescriptorSet.STUDY
                                                : DescriptorSet.POLARISATION_GRADIENT);
        if (kinetic) {
            return kineticCorrelation(constraints, constraints.kinetic().orElse(FREE), shape, set);
        }
        var gate = constraints.correlationUniformGas() ? Gate.SCREENED_GRADIENT : Gate.NONE;
        return switch (this) {
            case UNCONSTRAINED ->
                    shape.factor(set.correlation(), Gate.NONE, Response.DIRECT, 0, false);
            case CONSTRAINED -> constrainedCorrelation(constraints, gate, shape, set);
            case ANCHORED ->
                    shape.factor(
                            set.correlation(),
                            gate,
                            Response.HYPERBOLIC,
                            GREATEST_CORRECTION,
                            false);
            case STUDY -> study(set, set.correlation(), shape, GREATEST_CORRELATION);
        };
    }

    private static FactorSpec constrainedCorrelation(
            Constraints constraints, Gate gate, Shape shape, DescriptorSet set) {
        boolean sign = constraints.correlationSign();
        boolean growing = set == DescriptorSet.SPIN_GRADIENTS && gate == Gate.NONE && !sign;
        var factor =
                shape.factor(
                        set.correlation(),
                        growing ? Gate.SPIN_GRADIENTS : gate,
                        sign ? Response.LOGISTIC : Response.AROUND_ONE,
                        sign ? GREATEST_CORRELATION : 0,
                        sign && constraints.correlationVanishes());
        var beta = constraints.correlationGradient();
        return beta.isPresent() ? factor.with(Leading.correlation(beta.getAsDouble())) : factor;
    }

    /**
     * Size of a network, activation of its neurons, and what it is told of the density.
     *
     * @param descriptors empty: what goes with the constraints
     */
    public record Shape(
            int width, int depth, Activation activation, Optional<DescriptorSet> descriptors) {
        /** With the descriptors that go with the constraints. */
        public Shape(int width, int depth, Activation activation) {
            this(width, depth, activation, Optional.empty());
        }

        /** The same with other descriptors. */
        public Shape with(Optional<DescriptorSet> others) {
            return new Shape(width, depth, activation, others);
        }

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

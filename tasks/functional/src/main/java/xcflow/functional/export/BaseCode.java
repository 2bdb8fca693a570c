package xcflow.functional.export;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import xcflow.functional.Functionals;
import xcflow.functional.neural.NeuralSpec;

/**
 * What a functional's base is called in C and in Python, which both have functions of these names.
 *
 * @param exchange name of the function and numbers that follow the point
 * @param correlation likewise
 */
record BaseCode(Call exchange, Call correlation) {

    /** A function with its constants. */
    record Call(String function, List<Double> constants) {
        static Call of(String function, Double... constants) {
            return new Call(function, List.of(constants));
        }

        /** As the trailing arguments of a call. */
        String arguments() {
            var text = new StringBuilder();
            constants.forEach(c -> text.append(", ").append(c));
            return text.toString();
        }
    }

    private static final double BETA = 0.06672455060314922;
    private static final double MU = BETA * Math.PI * Math.PI / 3;
    private static final Call UNIFORM_EXCHANGE = Call.of("uniform_exchange");
    private static final Call UNIFORM_CORRELATION = Call.of("uniform_correlation");

    private static final Map<String, BaseCode> KNOWN =
            Map.of(
                    "slater+pw92_mod", new BaseCode(UNIFORM_EXCHANGE, UNIFORM_CORRELATION),
                    "pbe", pbe(Call.of("pbe_exchange", 0.804, MU), BETA),
                    "pbesol", pbe(Call.of("pbe_exchange", 0.804, 10.0 / 81), 0.046),
                    "revpbe", pbe(Call.of("pbe_exchange", 1.245, MU), BETA),
                    "rpbe", pbe(Call.of("rpbe_exchange", 0.804, MU), BETA));

    private static BaseCode pbe(Call exchange, double beta) {
        return new BaseCode(exchange, Call.of("pbe_correlation", beta));
    }

    /** Whether exports can have the functional: its base, and what its factors depend on. */
    static boolean exists(NeuralSpec spec) {
        return KNOWN.containsKey(name(spec))
                && !isKinetic(spec)
                && !spec.correlation().dependsOnSpinGradients()
                && spec.exactExchange().isNone();
    }

    private static boolean isKinetic(NeuralSpec spec) {
        return spec.exchange().dependsOnKineticEnergy()
                || spec.correlation().dependsOnKineticEnergy();
    }

    private static String name(NeuralSpec spec) {
        return Functionals.named(spec.base()).name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if exports cannot have the functional; the message says
     *     which they can have
     */
    static BaseCode of(NeuralSpec spec) {
        if (isKinetic(spec)) {
            throw new IllegalArgumentException(
                    "the functional "
                            + spec.name()
                            + " depends on the kinetic energy density, and exports so far on density"
                            + " and gradient: other programs cannot have it yet");
        }
        if (spec.correlation().dependsOnSpinGradients()) {
            throw new IllegalArgumentException(
                    "the functional "
                            + spec.name()
                            + " has the descriptors 'spin-gradients', and exports so far know the"
                            + " gradient of the total density alone: other programs cannot have it"
                            + " yet");
        }
        if (!spec.exactExchange().isNone()) {
            throw new IllegalArgumentException(
                    "the functional "
                            + spec.name()
                            + " takes exact exchange, and exports so far give what a functional"
                            + " makes of the density: other programs cannot have it yet");
        }
        var code = KNOWN.get(name(spec));
        if (code == null) {
            throw new IllegalArgumentException(
                    "the functional "
                            + spec.name()
                            + " is anchored to "
                            + spec.base()
                            + ", which cannot be exported: the base must be the uniform gas, PBE,"
                            + " PBEsol, revPBE or RPBE");
        }
        return code;
    }
}

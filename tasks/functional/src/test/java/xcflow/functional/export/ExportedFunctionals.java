package xcflow.functional.export;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Stream;
import xcflow.functional.ExchangeShare;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.Descriptor;
import xcflow.functional.neural.FactorSpec;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.Gate;
import xcflow.functional.neural.Initialisation;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.neural.NeuralSpec;
import xcflow.functional.neural.Response;

/** Functionals that together have everything which a functional's file can declare. */
final class ExportedFunctionals {
    private ExportedFunctionals() {}

    private static final Shape SMALL = new Shape(7, 2, Activation.TANH);
    private static final Shape SILU = new Shape(5, 1, Activation.SILU);

    private static final Shape GELU = new Shape(5, 2, Activation.GELU);

    static List<NeuralFunctional> all() {
        var all = new ArrayList<NeuralFunctional>();
        all.add(of(Architecture.CONSTRAINED, Constraints.ALL, "PBE", SMALL));
        all.add(of(Architecture.CONSTRAINED, Constraints.ALL.withoutGradients(), "PBE", SILU));
        all.add(of(Architecture.CONSTRAINED, withoutBounds(), "PBE", SMALL));
        all.add(of(Architecture.UNCONSTRAINED, Constraints.NONE, "", SMALL));
        all.add(of(Architecture.UNCONSTRAINED, Constraints.NONE, "", SILU));
        all.add(of(Architecture.UNCONSTRAINED, Constraints.NONE, "", GELU));
        all.add(of(Architecture.STUDY, Constraints.NONE, "", GELU));
        for (String base : List.of("PBE", "PBEsol", "revPBE", "RPBE")) {
            all.add(of(Architecture.ANCHORED, Constraints.ALL, base, SMALL));
        }
        all.add(everyDescriptor());
        return all;
    }

    static Exported constrained(int width, int depth) throws IOException {
        var functional =
                of(
                        Architecture.CONSTRAINED,
                        Constraints.ALL,
                        "PBE",
                        new Shape(width, depth, Activation.TANH));
        return exported(functional);
    }

    static Exported exported(NeuralFunctional functional) throws IOException {
        return Exported.of(FunctionalFile.bytes(functional));
    }

    /** No Lieb-Oxford bound, no sign of correlation, exchange that depends on the density. */
    private static Constraints withoutBounds() {
        return new Constraints(
                true,
                false,
                false,
                OptionalDouble.of(0.2),
                true,
                false,
                false,
                OptionalDouble.of(0.05));
    }

    private static NeuralFunctional everyDescriptor() {
        var exchange =
                new FactorSpec(
                        List.of(
                                Descriptor.SCREENED_GRADIENT,
                                Descriptor.LOG_SCREENED_GRADIENT,
                                Descriptor.FAR_GRADIENT),
                        6,
                        3,
                        Activation.TANH,
                        Gate.TANH_SQUARED,
                        Response.HYPERBOLIC,
                        0.7,
                        false);
        var correlation =
                new FactorSpec(
                        Stream.of(Descriptor.values())
                                .filter(input -> !input.dependsOnKineticEnergy())
                                .filter(input -> !input.dependsOnSpinGradients())
                                .toList(),
                        9,
                        2,
                        Activation.SILU,
                        Gate.GROWING,
                        Response.LOGISTIC,
                        2,
                        true);
        return trained(
                NeuralFunctional.untrained(
                        new NeuralSpec(
                                "every descriptor",
                                Architecture.CONSTRAINED,
                                Architecture.UNIFORM_GAS,
                                "",
                                exchange,
                                correlation,
                                new Initialisation(11, 1),
                                ExchangeShare.NONE)));
    }

    private static NeuralFunctional of(
            Architecture architecture, Constraints constraints, String base, Shape shape) {
        String name = "test " + architecture.label() + " " + base + " " + shape.activation();
        return trained(
                NeuralFunctional.untrained(
                        architecture.specify(name, base, constraints, shape, shape, 3)));
    }

    /** Weights as different from the initial ones as training makes them. */
    private static NeuralFunctional trained(NeuralFunctional functional) {
        var random = new Random(5);
        double[] exchange = functional.exchangeFactor().network().parameters();
        double[] correlation = functional.correlationFactor().network().parameters();
        for (double[] parameters : new double[][] {exchange, correlation}) {
            for (int i = 0; i < parameters.length; i++) {
                parameters[i] += 0.2 * random.nextGaussian();
            }
        }
        return functional.withParameters(exchange, correlation);
    }
}

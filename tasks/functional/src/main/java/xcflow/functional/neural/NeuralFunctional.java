package xcflow.functional.neural;

import java.util.Optional;
import java.util.Set;
import xcflow.functional.ExchangeShare;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Multiple;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Separable;
import xcflow.functional.UnknownFunctionalException;
import xcflow.functional.Variable;

/**
 * A neural functional: each part of a base functional is multiplied by a neural factor,
 *
 * <pre>e_xc = ½ Σ_σ e_x^base(2ρ_σ) F_x(2ρ_σ, s_σ) + e_c^base(ρ↑, ρ↓) F_c(r_s, ζ, s).</pre>
 *
 * <p>Factors of meta-GGAs depend on the iso-orbital indicator α, too, exchange on that of one spin
 * channel, α(2ρ_σ, 4σ_σσ, 2τ_σ). The base is the uniform electron gas, or for anchored functionals
 * a reference functional; if exact exchange takes a share of the exchange, the rest of it. The
 * results do not depend on how points are divided into batches, nor on the number of threads.
 */
public final class NeuralFunctional implements Separable {
    private final NeuralSpec spec;
    private final Optional<TrainingDomain> trainedOn;
    private final NeuralPart exchange;
    private final NeuralPart correlation;

    private final Kernels<PartKernel> kernels;
    private final Functional tabulated = new Tabulated();

    /**
     * @param exchange parameters of the exchange network, in the order of {@link Network}
     * @param correlation parameters of the correlation network
     * @throws IllegalArgumentException if the base is not known or the numbers do not fit
     */
    public NeuralFunctional(NeuralSpec spec, double[] exchange, double[] correlation) {
        this(spec, exchange, correlation, Optional.empty());
    }

    /**
     * As the other.
     *
     * @param trainedOn where it was trained, if that is known
     */
    public NeuralFunctional(
            NeuralSpec spec,
            double[] exchange,
            double[] correlation,
            Optional<TrainingDomain> trainedOn) {
        this.spec = spec;
        this.trainedOn = trainedOn;
        var obstacle = obstacleToBase(Functionals.named(spec.base()));
        if (obstacle.isPresent()) {
            throw new IllegalArgumentException(
                    spec.base() + " cannot be the base of a neural functional: " + obstacle.get());
        }
        if (!(Functionals.named(spec.base()) instanceof Separable base)) {
            throw new IllegalArgumentException(
                    spec.base()
                            + " cannot be the base of a neural functional: it has no separate"
                            + " exchange and correlation");
        }
        this.exchange =
                new NeuralPart(
                        spec.name() + " exchange",
                        Multiple.of(spec.exactExchange().remaining(), base.exchange()),
                        new Factor(spec.exchange(), exchange),
                        true);
        this.correlation =
                new NeuralPart(
                        spec.name() + " correlation",
                        base.correlation(),
                        new Factor(spec.correlation(), correlation),
                        false);
        kernels = new Kernels<>(() -> PartKernel.unpolarised(this.exchange, this.correlation));
    }

    /**
     * Why a functional cannot be imitated by a neural one, whose factors are those of density,
     * gradient and kinetic energy density; empty if it can. Exact exchange stays what it is, beside
     * the network.
     */
    public static Optional<String> obstacle(Functional functional) {
        return functional.exactExchange().remaining() == 0
                ? Optional.of("all of its exchange is exact, which is not a matter of a network")
                : Optional.empty();
    }

    private static Optional<String> obstacleToBase(Functional functional) {
        if (!Variable.GRADIENT.containsAll(functional.needs())) {
            return Optional.of("it depends on the kinetic energy density");
        }
        return functional.exactExchange().isNone()
                ? Optional.empty()
                : Optional.of("it takes exact exchange");
    }

    /** The untrained functional: its weights are drawn as the declaration says. */
    public static NeuralFunctional untrained(NeuralSpec spec) {
        double[][] drawn = spec.initialisation().draw(spec.exchange(), spec.correlation());
        return new NeuralFunctional(spec, drawn[0], drawn[1]);
    }

    /** The same functional with other weights. */
    public NeuralFunctional withParameters(double[] exchange, double[] correlation) {
        return new NeuralFunctional(spec, exchange, correlation, trainedOn);
    }

    /** The same functional, trained on the given densities. */
    public NeuralFunctional trainedOn(TrainingDomain domain) {
        return new NeuralFunctional(
                spec,
                exchange.factor().network().parameters(),
                correlation.factor().network().parameters(),
                Optional.of(domain));
    }

    /** Where it was trained, if that is known. */
    public Optional<TrainingDomain> trainedOn() {
        return trainedOn;
    }

    /** The same functional under another name. */
    public NeuralFunctional named(String name) {
        return new NeuralFunctional(
                spec.named(name),
                exchange.factor().network().parameters(),
                correlation.factor().network().parameters(),
                trainedOn);
    }

    /** What is declared about the functional. */
    public NeuralSpec spec() {
        return spec;
    }

    /** F_x. */
    public Factor exchangeFactor() {
        return exchange.factor();
    }

    /** F_c. */
    public Factor correlationFactor() {
        return correlation.factor();
    }

    /** What F_x multiplies. */
    public Functional exchangeBase() {
        return exchange.base();
    }

    /** What F_c multiplies. */
    public Functional correlationBase() {
        return correlation.base();
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public Set<Variable> needs() {
        return exchange.isKinetic() || correlation.isKinetic()
                ? Variable.KINETIC
                : Variable.GRADIENT;
    }

    @Override
    public ExchangeShare exactExchange() {
        return spec.exactExchange();
    }

    /** A clone is as its reference, as far as that is known. */
    @Override
    public boolean wantsFineGrid() {
        try {
            return Functionals.named(spec.reference()).wantsFineGrid();
        } catch (UnknownFunctionalException e) {
            return Separable.super.wantsFineGrid();
        }
    }

    @Override
    public Functional exchange() {
        return exchange;
    }

    @Override
    public Functional correlation() {
        return correlation;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Of unpolarised densities all numbers are tabulated, at 1e-12. The correlation of polarised
     * ones has three variables and a table that only many points are worth.
     */
    @Override
    public Functional tabulated() {
        return tabulated;
    }

    @Override
    public void evaluate(Points points, Results results, int from, int to) {
        if (points.isPolarised() || results.isPolarised()) {
            exchange.evaluate(points, results, from, to);
            correlation.add(points, results, from, to);
            return;
        }
        // Both parts need the same variables of an unpolarised density: it is looked at once.
        results.clear(from, to);
        var kernel = kernels.take();
        for (int at = from; at < to; at += FactorKernel.BLOCK) {
            kernel.addUnpolarised(points, results, at, Math.min(to, at + FactorKernel.BLOCK));
        }
        kernels.give(kernel);
    }

    @Override
    public String toString() {
        return spec.name();
    }

    /** The functional with tables for both kinds of densities. */
    private final class Tabulated implements Functional {
        @Override
        public String name() {
            return NeuralFunctional.this.name();
        }

        @Override
        public Set<Variable> needs() {
            return NeuralFunctional.this.needs();
        }

        @Override
        public ExchangeShare exactExchange() {
            return spec.exactExchange();
        }

        @Override
        public void evaluate(Points points, Results results, int from, int to) {
            if (points.isPolarised()) {
                exchange.evaluate(points, results, from, to);
                correlation.addTabulated(points, results, from, to);
            } else {
                NeuralFunctional.this.evaluate(points, results, from, to);
            }
        }
    }
}

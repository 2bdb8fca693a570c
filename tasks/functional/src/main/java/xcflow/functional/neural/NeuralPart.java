package xcflow.functional.neural;

import java.util.Optional;
import java.util.Set;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Multiple;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Separable;
import xcflow.functional.Variable;

/** The exchange or the correlation part of a neural functional. */
final class NeuralPart implements Functional {
    private static final String UNIFORM_EXCHANGE =
            ((Separable) Functionals.named(Architecture.UNIFORM_GAS)).exchange().name();

    private final String name;
    private final Functional base;
    private final Factor factor;
    private final boolean exchange;
    private final FactorTable table;
    private final FactorSurface surface = new FactorSurface();

    /** Table of the correlation of polarised densities; null until it is asked for. */
    private Optional<EnergyVolume> volume;

    private final Kernels<PartKernel> unpolarised =
            new Kernels<>(() -> PartKernel.unpolarised(this));
    private final Kernels<PartKernel> polarised = new Kernels<>(() -> PartKernel.polarised(this));
    private final Kernels<VolumeKernel> tabulated =
            new Kernels<>(() -> new VolumeKernel(volume().orElseThrow(), this));

    NeuralPart(String name, Functional base, Factor factor, boolean exchange) {
        this.name = name;
        this.base = base;
        this.factor = factor;
        this.exchange = exchange;
        table = factor.spec().dependsOnGradientAlone() ? FactorTable.of(factor).orElse(null) : null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Variable> needs() {
        return isKinetic() ? Variable.KINETIC : Variable.GRADIENT;
    }

    /** Whether the factor depends on the kinetic energy density. */
    boolean isKinetic() {
        return factor.spec().dependsOnKineticEnergy();
    }

    /** Whether the factor depends on the gradients of the two spins separately. */
    boolean hasSpinGradients() {
        return factor.spec().dependsOnSpinGradients();
    }

    Factor factor() {
        return factor;
    }

    Functional base() {
        return base;
    }

    /**
     * How much of the exchange of the uniform gas the base is, if it is that, whose evaluation is a
     * short loop; otherwise 0.
     */
    double uniformExchange() {
        if (!exchange) {
            return 0;
        }
        if (base instanceof Multiple share) {
            return share.functional().name().equals(UNIFORM_EXCHANGE) ? share.factor() : 0;
        }
        return base.name().equals(UNIFORM_EXCHANGE) ? 1 : 0;
    }

    /** Table of the factor, or null if there is none. */
    FactorTable table() {
        return table;
    }

    /** Table of the factor of unpolarised densities, for parts without {@link #table()}. */
    FactorSurface surface() {
        return surface;
    }

    @Override
    public void evaluate(Points points, Results results, int from, int to) {
        results.clear(from, to);
        add(points, results, from, to);
    }

    /** Adds this part to the results. */
    void add(Points points, Results results, int from, int to) {
        checkPolarisation(points, results);
        var kernels = points.isPolarised() && !exchange ? polarised : unpolarised;
        var kernel = kernels.take();
        for (int at = from; at < to; at += FactorKernel.BLOCK) {
            int end = Math.min(to, at + FactorKernel.BLOCK);
            if (!points.isPolarised()) {
                kernel.addUnpolarised(points, results, at, end);
            } else if (exchange) {
                kernel.addSpinScaled(points, results, at, end);
            } else {
                kernel.addPolarised(points, results, at, end);
            }
        }
        kernels.give(kernel);
    }

    /** As {@link #add} for correlation, with the table of polarised densities if there is one. */
    void addTabulated(Points points, Results results, int from, int to) {
        if (isKinetic() || hasSpinGradients() || !points.isPolarised() || volume().isEmpty()) {
            add(points, results, from, to);
            return;
        }
        checkPolarisation(points, results);
        var kernel = tabulated.take();
        for (int at = from; at < to; at += FactorKernel.BLOCK) {
            kernel.add(points, results, at, Math.min(to, at + FactorKernel.BLOCK));
        }
        tabulated.give(kernel);
    }

    private synchronized Optional<EnergyVolume> volume() {
        if (volume == null) {
            volume = EnergyVolume.of(this);
        }
        return volume;
    }

    private static void checkPolarisation(Points points, Results results) {
        if (points.isPolarised() != results.isPolarised()) {
            throw new IllegalArgumentException("points and results differ in their polarisation");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

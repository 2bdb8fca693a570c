package xcflow.functional.neural;

import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Separable;

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

    /** Kernels that no thread is using, for unpolarised and for polarised blocks. */
    private final Queue<PartKernel> unpolarised = new ConcurrentLinkedQueue<>();

    private final Queue<PartKernel> polarised = new ConcurrentLinkedQueue<>();

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
    public Rung rung() {
        return Rung.GGA;
    }

    Factor factor() {
        return factor;
    }

    Functional base() {
        return base;
    }

    /** Whether the base is the exchange of the uniform gas, whose evaluation is a short loop. */
    boolean multipliesUniformExchange() {
        return exchange && base.name().equals(UNIFORM_EXCHANGE);
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
        clear(results, from, to);
        add(points, results, from, to);
    }

    static void clear(Results results, int from, int to) {
        Arrays.fill(results.energy, from, to, 0);
        Arrays.fill(results.vRhoA, from, to, 0);
        Arrays.fill(results.vSigmaAA, from, to, 0);
        if (results.isPolarised()) {
            Arrays.fill(results.vRhoB, from, to, 0);
            Arrays.fill(results.vSigmaAB, from, to, 0);
            Arrays.fill(results.vSigmaBB, from, to, 0);
        }
    }

    /** Adds this part to the results. */
    void add(Points points, Results results, int from, int to) {
        if (points.isPolarised() != results.isPolarised()) {
            throw new IllegalArgumentException("points and results differ in their polarisation");
        }
        boolean bothSpins = points.isPolarised() && !exchange;
        var free = bothSpins ? polarised : unpolarised;
        var taken = free.poll();
        var kernel = taken == null ? new PartKernel(bothSpins, this) : taken;
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
        free.add(kernel);
    }

    @Override
    public String toString() {
        return name;
    }
}

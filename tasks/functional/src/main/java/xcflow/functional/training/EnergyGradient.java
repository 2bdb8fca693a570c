package xcflow.functional.training;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.Variable;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.neural.Factor;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.numerics.Workers;

/**
 * Derivatives of integrated exchange-correlation energies with respect to a functional's weights at
 * fixed densities. At self-consistency these are the derivatives of the total energy
 * (Hellmann–Feynman), which is what fine-tuning needs.
 *
 * @param energies E_xc of each system, Ha
 * @param exchange ∂E_xc/∂θ_x [systems × parameters], row-major
 * @param correlation ∂E_xc/∂θ_c [systems × parameters], row-major
 */
public record EnergyGradient(double[] energies, double[] exchange, double[] correlation) {
    /** Cells in which energies change as much, within some hundredths, as at all points. */
    private static final int CELLS = 32;

    private static final int SPIN_CELLS = 10;

    private static final int GRADIENT_CELLS = 6;

    /**
     * Fewer points, each of which stands for similar ones: for how energies change with the
     * weights, not for the energies themselves.
     */
    public static DataSet fewerPoints(NeuralFunctional functional, DataSet set) {
        var exchange = functional.exchangeFactor().spec();
        var correlation = functional.correlationFactor().spec();
        boolean kinetic = exchange.dependsOnKineticEnergy() || correlation.dependsOnKineticEnergy();
        boolean spins = correlation.dependsOnSpinGradients();
        return new Thinning(CELLS, SPIN_CELLS, kinetic, spins ? GRADIENT_CELLS : 0).thin(set);
    }

    /** Computes energies and derivatives for all systems of a data set. */
    public static EnergyGradient of(NeuralFunctional functional, DataSet set, int threads) {
        double[] energies = new double[set.systems().size()];
        try (var workers = new Workers(threads)) {
            double[] exchange =
                    part(
                            functional.exchangeBase(),
                            functional.exchangeFactor(),
                            true,
                            set,
                            workers,
                            energies);
            double[] correlation =
                    part(
                            functional.correlationBase(),
                            functional.correlationFactor(),
                            false,
                            set,
                            workers,
                            energies);
            return new EnergyGradient(energies, exchange, correlation);
        }
    }

    private static double[] part(
            Functional base,
            Factor factor,
            boolean exchange,
            DataSet set,
            Workers workers,
            double[] energies) {
        var part =
                new Part(
                        base,
                        new Nothing(),
                        exchange,
                        factor.spec().dependsOnKineticEnergy(),
                        factor.spec().dependsOnSpinGradients());
        int[] owner = new int[part.capacity(set)];
        var samples = part.integrated(set, owner);
        double[] ones = new double[energies.length];
        Arrays.fill(ones, 1);
        var problem = new FactorProblem(factor, List.of(), samples, owner, ones, workers);
        double[] sums = new double[problem.rows()];
        double[] jacobian = new double[Math.multiplyExact(problem.rows(), problem.parameters())];
        problem.jacobian(factor.network().parameters(), sums, jacobian);
        for (int s = 0; s < energies.length; s++) {
            energies[s] += sums[s];
        }
        return jacobian;
    }

    /** The target of energies that are not compared with anything. */
    private record Nothing() implements Functional {
        @Override
        public String name() {
            return "nothing";
        }

        @Override
        public Set<Variable> needs() {
            return Variable.LOCAL;
        }

        @Override
        public void evaluate(Points points, Results results, int from, int to) {
            Arrays.fill(results.energy, from, to, 0);
        }
    }
}

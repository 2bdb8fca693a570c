package xcflow.experiments.tuning;

import java.util.function.Consumer;
import xcflow.experiments.input.NamedMolecule;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.training.EnergyGradient;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.gaussian.sampling.DensitySample;
import xcflow.gaussian.scf.KohnSham;
import xcflow.gaussian.scf.ScfListener;
import xcflow.gaussian.scf.ScfOptions;
import xcflow.gaussian.scf.ScfResult;
import xcflow.gaussian.scf.SpinDensity;
import xcflow.numerics.Workers;
import xcflow.spi.Warning;

/** A molecule or atom whose energy depends on the weights of a functional. */
record TunedSystem(NamedMolecule molecule, BasisSet basis, ScfOptions options) {

    /**
     * A converged energy.
     *
     * @param energy Ha
     * @param density from which the next calculation starts
     * @param exchange dE/dθ of the exchange network, Ha; null unless it was asked for
     * @param correlation dE/dθ of the correlation network
     */
    record State(double energy, SpinDensity density, double[] exchange, double[] correlation) {}

    /**
     * Solves the Kohn–Sham equations.
     *
     * @param start density of an earlier functional; null for a superposition of atoms
     * @param gradient whether dE/dθ is wanted: at self-consistency it is ∂E_xc/∂θ at fixed density,
     *     because the energy is stationary with respect to the density (Hellmann–Feynman)
     * @param doubts told what is doubtful about the solution
     * @throws xcflow.gaussian.scf.ScfException if it does not converge
     */
    State solve(
            NeuralFunctional functional,
            SpinDensity start,
            boolean gradient,
            Workers workers,
            ScfListener listener,
            Consumer<Warning> doubts) {
        try (KohnSham equations =
                new KohnSham(Basis.of(molecule.molecule(), basis), options, workers)) {
            ScfResult result =
                    start == null
                            ? equations.solve(functional, listener)
                            : equations.solve(functional, start, listener);
            result.warnings().forEach(doubts);
            if (!gradient) {
                return new State(result.energy(), result.density(), null, null);
            }
            DataSet points = DensitySample.of(molecule.name(), equations, result.density());
            EnergyGradient slope = EnergyGradient.of(functional, points, workers.threads());
            return new State(
                    result.energy(), result.density(), slope.exchange(), slope.correlation());
        }
    }
}

package xcflow.campaign;

import java.util.Locale;
import xcflow.functional.Functional;
import xcflow.planewave.PlaneWaves;
import xcflow.planewave.basis.Density;
import xcflow.planewave.sampling.DensitySample;
import xcflow.planewave.scf.ScfListener;
import xcflow.planewave.scf.ScfResult;
import xcflow.spi.TaskFailure;

/** Calculations with pseudopotentials in a periodic box. */
record PlaneWaveEngine(BoxInput box) implements MolecularEngine {

    @Override
    public Solution solve(
            NamedMolecule molecule,
            Functional functional,
            boolean sampled,
            int threads,
            Watch watch)
            throws TaskFailure {
        try {
            ScfResult result =
                    PlaneWaves.solve(
                            box.model(molecule, functional),
                            box.settings(threads),
                            null,
                            new ScfListener() {
                                @Override
                                public void iteration(
                                        int number, double energy, double residual, Density next) {
                                    watch.iteration(number, energy);
                                }
                            });
            if (!result.converged()) {
                throw new TaskFailure(
                        String.format(
                                Locale.ROOT,
                                "%s with %s did not converge in a box of %.4g bohr: the energy is"
                                        + " uncertain by %.1e Ha",
                                molecule.name(),
                                functional.name(),
                                box.edge(),
                                result.residual()));
            }
            double spin = molecule.molecule().unpaired() / 2.0;
            return new Solution(
                    result.energy(),
                    result.energies().byName(),
                    result.iterations(),
                    new double[] {Double.NaN, Double.NaN, Double.NaN},
                    spin * (spin + 1),
                    sampled ? DensitySample.of(molecule.name(), result.density()) : null);
        } catch (IllegalArgumentException e) {
            throw new TaskFailure(molecule.name() + ": " + e.getMessage());
        }
    }
}

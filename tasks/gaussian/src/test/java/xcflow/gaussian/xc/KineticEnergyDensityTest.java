package xcflow.gaussian.xc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.functional.Functionals;
import xcflow.functional.Points;
import xcflow.functional.Variable;
import xcflow.gaussian.sampling.DensitySample;
import xcflow.gaussian.scf.KohnSham;
import xcflow.gaussian.scf.ScfOptions;
import xcflow.gaussian.scf.ScfResult;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Molecules;

/** What must hold of τ whatever computes it. */
class KineticEnergyDensityTest {

    @ParameterizedTest
    @ValueSource(strings = {"H2O", "NO", "F"})
    void integratesToTheKineticEnergyAndIsAtLeastThatOfOneOrbital(String molecule) {
        try (Workers workers = new Workers(1);
                KohnSham system =
                        KohnSham.of(
                                Molecules.parse(molecule),
                                "def2-svp",
                                ScfOptions.defaults(),
                                workers)) {
            ScfResult result = system.solve(Functionals.named("PBE"));
            var sample = DensitySample.of("x", system, result.density(), Variable.KINETIC);
            Points points = sample.points();
            double[][] tau = points.of(Variable.TAU);
            double sum = 0;
            for (int p = 0; p < points.size(); p++) {
                sum += sample.weights()[p] * (tau[0][p] + tau[1][p]);
                double bound = points.sigmaAA[p] / (8 * points.rhoA[p]);
                assertThat(tau[0][p]).isGreaterThan(bound * (1 - 1e-9) - 1e-14);
            }
            assertThat(sum).isCloseTo(result.energies().kinetic(), within(2e-4));
        }
    }
}

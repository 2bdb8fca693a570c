package xcflow.functional.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functionals;
import xcflow.functional.Results;

class ModelDensityTest {
    @Test
    void theQuadratureCountsTheElectrons() {
        var names = List.of("H", "Li", "N", "Ar", "1s(30)", "H2", "H2O", "CH4");
        double[] expected = {1, 3, 7, 18, 2, 2, 10, 10};
        double[] electrons = ModelSystems.sample(names).electrons();
        for (int s = 0; s < expected.length; s++) {
            assertThat(electrons[s])
                    .as(names.get(s))
                    .isCloseTo(expected[s], within(2e-3 * expected[s]));
        }
    }

    @Test
    void hydrogenHasTheExactExchangeEnergyOfTheSlaterFunctional() {
        // LSDA exchange of the exact 1s density: −(3/4)(6/π)^{1/3} (27/64) π^{-1/3} = −0.26799 Ha.
        var set = ModelSystems.sample(List.of("H"));
        var results = new Results(set.size(), true);
        Functionals.named("slater").evaluate(set.points(), results);
        double energy = 0;
        for (int i = 0; i < set.size(); i++) {
            energy += set.weights()[i] * results.energy[i];
        }
        double expected = -0.75 * Math.cbrt(6 / Math.PI) * (27.0 / 64) / Math.cbrt(Math.PI);
        assertThat(energy).isCloseTo(expected, within(1e-7));
    }

    @Test
    void gradientsAreThoseOfTheDensity() {
        var shell = new ModelAtom.Shell(3, 2.1, 1, 1);
        for (double r : new double[] {0.05, 0.4, 1.7}) {
            double h = 1e-4 * r;
            double numerical =
                    (8 * (shell.density(r + h) - shell.density(r - h))
                                    - (shell.density(r + 2 * h) - shell.density(r - 2 * h)))
                            / (12 * h);
            assertThat(shell.slope(r)).isCloseTo(numerical, within(1e-9));
        }
    }

    @Test
    void openShellsFollowHundsRule() {
        var nitrogen = ModelSystems.sample(List.of("N"));
        double up = 0;
        double down = 0;
        for (int i = 0; i < nitrogen.size(); i++) {
            up += nitrogen.weights()[i] * nitrogen.points().rhoA[i];
            down += nitrogen.weights()[i] * nitrogen.points().rhoB[i];
        }
        assertThat(up - down).isCloseTo(3, within(1e-5));
    }

    @Test
    void anUnknownNameIsExplained() {
        assertThatThrownBy(() -> ModelSystems.named("Xe"))
                .hasMessageContaining("no model density called \"Xe\"")
                .hasMessageContaining("H2O");
    }
}

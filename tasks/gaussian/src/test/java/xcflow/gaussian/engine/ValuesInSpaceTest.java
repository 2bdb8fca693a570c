package xcflow.gaussian.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import xcflow.engine.SpatialField;
import xcflow.functional.Functionals;
import xcflow.functional.Points;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.grid.MolecularGrid;
import xcflow.gaussian.scf.KohnSham;
import xcflow.gaussian.scf.ScfOptions;
import xcflow.gaussian.scf.ScfResult;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Molecules;

class ValuesInSpaceTest {
    private static double[] points(MolecularGrid grid) {
        double[] points = new double[3 * grid.size()];
        for (int p = 0; p < grid.size(); p++) {
            points[3 * p] = grid.x()[p];
            points[3 * p + 1] = grid.y()[p];
            points[3 * p + 2] = grid.z()[p];
        }
        return points;
    }

    private interface Look {
        void at(Basis basis, ScfResult result, MolecularGrid grid, Points sample);
    }

    private static void solved(String molecule, Look look) {
        try (Workers workers = new Workers(2);
                KohnSham system =
                        KohnSham.of(
                                Molecules.parse(molecule),
                                "def2-tzvp",
                                ScfOptions.defaults().withGrid(2),
                                workers)) {
            ScfResult result = system.solve(Functionals.named("PBE"));
            look.at(system.basis(), result, system.grid(), system.sample(result.density()));
        }
    }

    private static double[] values(
            Basis basis, ScfResult result, String field, MolecularGrid grid) {
        return ValuesInSpace.of(basis, result.orbitals(), SpatialField.of(field), points(grid));
    }

    private static double integral(double[] values, MolecularGrid grid, int power) {
        double sum = 0;
        for (int p = 0; p < values.length; p++) {
            sum += grid.weights()[p] * Math.pow(values[p], power);
        }
        return sum;
    }

    @Test
    void theDensityIsThatOfTheSelfConsistentField() {
        solved(
                "H2O",
                (basis, result, grid, sample) -> {
                    double[] density = values(basis, result, "density", grid);
                    for (int p = 0; p < density.length; p += 7) {
                        assertThat(density[p])
                                .isCloseTo(
                                        sample.density(p), within(1e-7 + 1e-7 * sample.density(p)));
                    }
                    assertThat(integral(density, grid, 1)).isCloseTo(10, within(1e-3));
                });
    }

    @Test
    void theSpinDensityIntegratesToTheUnpairedElectrons() {
        solved(
                "OH",
                (basis, result, grid, sample) -> {
                    double[] spin = values(basis, result, "spin-density", grid);
                    assertThat(integral(spin, grid, 1)).isCloseTo(1, within(1e-4));
                    double[] orbital = values(basis, result, "orbital:4:down", grid);
                    assertThat(integral(orbital, grid, 2)).isCloseTo(1, within(1e-4));
                });
    }

    @Test
    void orbitalsThatThereAreNotAreRefused() {
        solved(
                "H2",
                (basis, result, grid, sample) -> {
                    assertThatThrownBy(() -> values(basis, result, "orbital:99", grid))
                            .hasMessageContaining("there is no orbital 99, but 1 to ");
                    assertThatThrownBy(() -> values(basis, result, "orbital:1:down", grid))
                            .hasMessage("both spins have the same orbitals: ask for orbital:1");
                    assertThatThrownBy(() -> values(basis, result, "orbital:0", grid))
                            .hasMessageContaining("is not density, spin-density, orbital:N");
                });
    }
}

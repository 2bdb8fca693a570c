package xcflow.planewave.force;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static xcflow.planewave.force.DisplacedCrystals.aluminium;
import static xcflow.planewave.force.DisplacedCrystals.copper;
import static xcflow.planewave.force.DisplacedCrystals.magnesiumOxide;
import static xcflow.planewave.force.DisplacedCrystals.oxygen;
import static xcflow.planewave.force.DisplacedCrystals.product;
import static xcflow.planewave.force.DisplacedCrystals.settings;
import static xcflow.planewave.force.DisplacedCrystals.silicon;
import static xcflow.planewave.force.DisplacedCrystals.slope;
import static xcflow.planewave.force.DisplacedCrystals.solve;
import static xcflow.planewave.force.DisplacedCrystals.strained;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.ScfResult;
import xcflow.planewave.scf.Settings;
import xcflow.structure.symmetry.KMesh;

/**
 * The derivative of the energy with respect to strain, Ω σ:e, is compared with differences: errors
 * are in hartree for a strain e of about one.
 */
class StressTest {
    /** Symmetric, without a zero. */
    private static final double[] SHEAR = {0.7, 0.4, -0.3, 0.4, -0.5, 0.6, -0.3, 0.6, 1.1};

    private static final double[] EXPANSION = {1, 0, 0, 0, 1, 0, 0, 0, 1};

    /** At a fixed smoothed cutoff and, so that it changes smoothly too, on a fixed grid. */
    private static void isTheSlopeOfTheEnergy(Model model, Settings sharp, double tolerance) {
        ScfResult free = solve(model, sharp, null);
        List<Integer> grid = free.grid();
        Settings settings =
                sharp.withCutoffSmoothing(0.4 * sharp.cutoff())
                        .withGrid(grid.get(0) + 5, grid.get(1) + 5, grid.get(2) + 5);
        ScfResult result = solve(model, settings, free.density());
        double slope =
                slope(
                        t -> solve(strained(model, SHEAR, t), settings, result.density()).energy(),
                        0.001);
        double work = model.crystal().volume() * product(result.stress(), SHEAR);
        assertThat(work).isCloseTo(slope, within(tolerance));
    }

    /** Two k-points, Γ and one that is not. */
    private static Settings halfMesh(double cutoff) {
        return Settings.of(cutoff, KMesh.gammaCentred(1, 1, 2))
                .withTolerance(1e-12)
                .withSymmetry(false);
    }

    @Test
    void ofACovalentCrystalIsTheSlopeOfTheEnergy() {
        isTheSlopeOfTheEnergy(silicon("PBE"), settings(10, 2), 1e-6);
    }

    @Test
    void ofAnIonicCrystalIsTheSlopeOfTheEnergy() {
        isTheSlopeOfTheEnergy(magnesiumOxide("LDA"), settings(12, 2), 1e-6);
    }

    @Test
    void ofAMetalIsTheSlopeOfTheFreeEnergy() {
        isTheSlopeOfTheEnergy(aluminium(), halfMesh(5), 1e-6);
    }

    @Test
    void ofAMetalWithDShellsIsTheSlopeOfTheFreeEnergy() {
        isTheSlopeOfTheEnergy(copper(), settings(12, 2), 1e-6);
    }

    @Test
    void withSpinIsTheSlopeOfTheEnergy() {
        isTheSlopeOfTheEnergy(oxygen("PBE"), settings(10, 1), 1e-6);
    }

    @Test
    void withKineticEnergyDensitiesIsTheSlopeOfTheEnergy() {
        isTheSlopeOfTheEnergy(silicon("r2SCAN"), halfMesh(10), 1e-6);
    }

    @Test
    void withKineticEnergyDensitiesOfBothSpinsIsTheSlopeOfTheEnergy() {
        isTheSlopeOfTheEnergy(oxygen("r2SCAN"), settings(10, 1), 1e-6);
    }

    /** A cutoff that falls as the cell grows keeps all plane waves. */
    @Test
    void atASharpCutoffIsTheSlopeForAFixedSetOfWaves() {
        Model model = silicon("PBE");
        Settings settings = settings(8, 2);
        ScfResult result = solve(model, settings, null);
        double slope =
                slope(
                        t -> {
                            Settings scaled =
                                    new Settings(
                                            8 / ((1 + t) * (1 + t)),
                                            0,
                                            settings.kMesh(),
                                            0,
                                            Optional.of(result.grid()),
                                            0,
                                            settings.tolerance(),
                                            settings.maxIterations(),
                                            1);
                            return solve(strained(model, EXPANSION, t), scaled, result.density())
                                    .energy();
                        },
                        0.002);
        double work = model.crystal().volume() * product(result.stress(), EXPANSION);
        assertThat(work).isCloseTo(slope, within(1e-6));
    }

    /** Silicon's bulk modulus is some 90 GPa, and a tenth of the volume is taken away. */
    @Test
    void aCompressedCrystalPushesOutwards() {
        Model compressed = strained(silicon("PBE"), EXPANSION, -0.035);
        assertThat(solve(compressed, settings(12, 2), null).pressure()).isBetween(5.0, 25.0);
    }
}

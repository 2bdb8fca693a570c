package xcflow.planewave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.planewave.basis.Density;
import xcflow.planewave.occupation.Smearing;
import xcflow.planewave.scf.Model;
import xcflow.planewave.scf.ScfListener;
import xcflow.planewave.scf.ScfResult;
import xcflow.planewave.scf.Settings;
import xcflow.planewave.scf.Spin;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;
import xcflow.structure.symmetry.KMesh;

/** What must hold for any correct solution, whatever the numbers. */
class ScfLawsTest {
    private static final Functional PBE = Functionals.named("PBE");
    private static final Spin UNPOLARISED = new Spin.Unpolarised();

    private static Crystal silicon(double a) {
        return new Crystal(
                Lattice.faceCentredCubic(a),
                List.of(Site.of("Si", 0, 0, 0), Site.of("Si", .25, .25, .25)));
    }

    private static double energy(Crystal crystal, Spin spin, Smearing smearing, Settings settings) {
        ScfResult result =
                PlaneWaves.solve(Model.of(crystal, Map.of(), PBE, spin, smearing), settings);
        assertThat(result.converged()).isTrue();
        return result.energy();
    }

    private static Settings settings(double cutoff, int n) {
        return Settings.of(cutoff, KMesh.gammaCentred(n, n, n)).withTolerance(1e-11);
    }

    @Test
    void theReducedMeshGivesTheEnergyOfTheFullOne() {
        for (KMesh mesh :
                List.of(KMesh.gammaCentred(3, 3, 3), KMesh.shifted(2, 2, 2, .5, .5, .5))) {
            Settings settings = Settings.of(12, mesh).withTolerance(1e-11);
            double reduced = energy(silicon(10.26), UNPOLARISED, Smearing.none(), settings);
            double full =
                    energy(
                            silicon(10.26),
                            UNPOLARISED,
                            Smearing.none(),
                            settings.withSymmetry(false));
            assertThat(reduced).isCloseTo(full, within(1e-8));
        }
    }

    @Test
    void aMetalKeepsItsEnergyUnderSymmetryToo() {
        Crystal aluminium =
                new Crystal(Lattice.faceCentredCubic(7.65), List.of(Site.of("Al", 0, 0, 0)));
        Smearing smearing = new Smearing.Cold(0.02);
        Settings settings = settings(10, 4);
        assertThat(energy(aluminium, UNPOLARISED, smearing, settings))
                .isCloseTo(
                        energy(aluminium, UNPOLARISED, smearing, settings.withSymmetry(false)),
                        within(1e-8));
    }

    @Test
    void spinDoesNotChangeAClosedShell() {
        double without = energy(silicon(10.26), UNPOLARISED, Smearing.none(), settings(10, 2));
        double with = energy(silicon(10.26), new Spin.Fixed(0), Smearing.none(), settings(10, 2));
        assertThat(with).isCloseTo(without, within(1e-8));
    }

    @Test
    void spinDoesNotChangeAClosedShellWithKineticEnergyDensities() {
        assertThat(r2scan(new Spin.Fixed(0), null).energy())
                .isCloseTo(r2scan(UNPOLARISED, null).energy(), within(1e-8));
    }

    @Test
    void theKineticEnergyDensityThatItStartsFromDoesNotChangeTheResult() {
        ScfResult direct = r2scan(UNPOLARISED, null);
        ScfResult again = r2scan(UNPOLARISED, direct.density());
        ScfResult without = r2scan(UNPOLARISED, direct.density().withoutKinetic());
        assertThat(again.energy()).isCloseTo(direct.energy(), within(1e-9));
        assertThat(without.energy()).isCloseTo(direct.energy(), within(1e-9));
        assertThat(again.iterations()).isLessThan(direct.iterations());
    }

    /** ∫ τ is the kinetic energy, since integration by parts has no boundary in a crystal. */
    @Test
    void theKineticEnergyDensityIntegratesToTheKineticEnergy() {
        ScfResult result = r2scan(UNPOLARISED, null);
        double integral = result.density().kinetic(0)[0] * result.density().basis().volume();
        assertThat(integral).isCloseTo(result.energies().kinetic(), within(1e-10));
    }

    private static ScfResult r2scan(Spin spin, Density start) {
        Model model =
                Model.of(
                        silicon(10.26),
                        Map.of(),
                        Functionals.named("r2SCAN"),
                        spin,
                        Smearing.none());
        ScfResult result = PlaneWaves.solve(model, settings(10, 2), start, ScfListener.SILENT);
        assertThat(result.converged()).isTrue();
        return result;
    }

    @Test
    void shiftingTheGridPointsAlongWithTheAtomsChangesNothing() {
        Crystal moved =
                new Crystal(
                        Lattice.faceCentredCubic(10.26),
                        List.of(Site.of("Si", 0.1, 0.3, 0.5), Site.of("Si", .35, .55, .75)));
        Settings settings = settings(10, 2).withGrid(30, 30, 30);
        assertThat(energy(moved, UNPOLARISED, Smearing.none(), settings))
                .isCloseTo(
                        energy(silicon(10.26), UNPOLARISED, Smearing.none(), settings),
                        within(1e-8));
    }

    @Test
    void anyTranslationChangesTheEnergyOnlyByTheGridsError() {
        Crystal moved =
                new Crystal(
                        Lattice.faceCentredCubic(10.26),
                        List.of(
                                Site.of("Si", 0.123, 0.3217, 0.511),
                                Site.of("Si", .373, .5717, .761)));
        assertThat(energy(moved, UNPOLARISED, Smearing.none(), settings(20, 1)))
                .isCloseTo(
                        energy(silicon(10.26), UNPOLARISED, Smearing.none(), settings(20, 1)),
                        within(2e-6));
    }

    @Test
    void rotatingTheCrystalChangesNothing() {
        double[][] rows = Lattice.faceCentredCubic(10.26).rows();
        double c = Math.cos(0.7);
        double s = Math.sin(0.7);
        double[][] turned = new double[3][];
        for (int i = 0; i < 3; i++) {
            double[] r = rows[i];
            double[] first = {c * r[0] - s * r[1], s * r[0] + c * r[1], r[2]};
            turned[i] =
                    new double[] {
                        first[0], c * first[1] - s * first[2], s * first[1] + c * first[2]
                    };
        }
        Crystal rotated = Crystal.of(turned, silicon(10.26).sites());
        assertThat(energy(rotated, UNPOLARISED, Smearing.none(), settings(10, 2)))
                .isCloseTo(
                        energy(silicon(10.26), UNPOLARISED, Smearing.none(), settings(10, 2)),
                        within(1e-9));
    }

    @Test
    void theEnergyFallsMonotonicallyWithTheCutoff() {
        double before = Double.POSITIVE_INFINITY;
        for (double cutoff : new double[] {6, 8, 11, 15, 20}) {
            double energy =
                    energy(silicon(10.26), UNPOLARISED, Smearing.none(), settings(cutoff, 1));
            assertThat(energy).isLessThan(before);
            before = energy;
        }
    }

    @Test
    void whatAHigherCutoffStillGainsShrinks() {
        double[] cutoffs = {8, 12, 16, 20};
        double best = energy(silicon(10.26), UNPOLARISED, Smearing.none(), settings(30, 1));
        double before = Double.POSITIVE_INFINITY;
        for (double cutoff : cutoffs) {
            double missing =
                    energy(silicon(10.26), UNPOLARISED, Smearing.none(), settings(cutoff, 1))
                            - best;
            assertThat(missing).isBetween(0.0, 0.5 * before);
            before = missing;
        }
        assertThat(before).isLessThan(1e-3);
    }

    /** An insulator's error falls exponentially with the number of divisions, from either side. */
    @Test
    void anInsulatorsEnergyConvergesWithTheMesh() {
        double best = energy(silicon(10.26), UNPOLARISED, Smearing.none(), settings(8, 8));
        double before = Double.POSITIVE_INFINITY;
        for (int n : new int[] {1, 2, 4, 6}) {
            double error =
                    Math.abs(
                            energy(silicon(10.26), UNPOLARISED, Smearing.none(), settings(8, n))
                                    - best);
            assertThat(error).isLessThan(0.3 * before);
            before = error;
        }
        assertThat(before).isLessThan(1e-3);
    }

    /** The smeared energy of a metal approaches its limit, but not from one side. */
    @Test
    void aMetalsEnergyConvergesWithTheMesh() {
        Crystal aluminium =
                new Crystal(Lattice.faceCentredCubic(7.65), List.of(Site.of("Al", 0, 0, 0)));
        Smearing smearing = new Smearing.Cold(0.03);
        double best = energy(aluminium, UNPOLARISED, smearing, settings(8, 12));
        double coarse = energy(aluminium, UNPOLARISED, smearing, settings(8, 4)) - best;
        double fine = energy(aluminium, UNPOLARISED, smearing, settings(8, 8)) - best;
        assertThat(Math.abs(coarse)).isLessThan(2e-2);
        assertThat(Math.abs(fine)).isLessThan(0.3 * Math.abs(coarse));
    }

    @Test
    void neighbouringVolumesLieOnASmoothCurve() {
        double[] energies = new double[7];
        for (int i = 0; i < 7; i++) {
            Settings settings = settings(24, 1);
            energies[i] = energy(silicon(10.2 + 0.01 * i), UNPOLARISED, Smearing.none(), settings);
        }
        for (int i = 0; i + 4 < 7; i++) {
            double fourth =
                    energies[i]
                            - 4 * energies[i + 1]
                            + 6 * energies[i + 2]
                            - 4 * energies[i + 3]
                            + energies[i + 4];
            assertThat(fourth).isCloseTo(0, within(5e-5));
        }
    }

    @Test
    void restartingFromAConvergedDensityTakesFewIterations() {
        Model model = Model.of(silicon(10.26), Map.of(), PBE, UNPOLARISED, Smearing.none());
        Settings settings = settings(10, 2);
        ScfResult first = PlaneWaves.solve(model, settings);
        ScfResult again = PlaneWaves.solve(model, settings, first.density(), ScfListener.SILENT);
        assertThat(again.energy()).isCloseTo(first.energy(), within(1e-9));
        assertThat(again.iterations()).isLessThan(first.iterations());
    }

    @Test
    void emptyBandsThatAreLeftOutDoNotChangeAnInsulator() {
        Settings settings = settings(8, 2);
        double few = energy(silicon(10.26), UNPOLARISED, Smearing.none(), settings.withBands(4));
        double many = energy(silicon(10.26), UNPOLARISED, Smearing.none(), settings.withBands(9));
        assertThat(many).isCloseTo(few, within(1e-9));
    }

    @Test
    void narrowShellsAreInTheStartingDensity() {
        Crystal copper =
                new Crystal(Lattice.faceCentredCubic(6.86), List.of(Site.of("Cu", 0, 0, 0)));
        Model model = Model.of(copper, Map.of(), PBE, UNPOLARISED, Smearing.named("cold", 0.01));
        Settings settings = Settings.of(40, KMesh.gammaCentred(2, 2, 2)).withMaxIterations(1);
        // With all electrons as wide as the 4s shell the error is 28 Ha.
        assertThat(PlaneWaves.solve(model, settings).residual()).isLessThan(5);
    }

    @Test
    void threadsDoNotChangeASingleBit() {
        Model model = Model.of(silicon(10.26), Map.of(), PBE, UNPOLARISED, Smearing.none());
        for (int n : new int[] {1, 2}) {
            ScfResult one = PlaneWaves.solve(model, settings(8, n));
            ScfResult three = PlaneWaves.solve(model, settings(8, n).withThreads(3));
            assertThat(three.energies()).isEqualTo(one.energies());
        }
    }
}

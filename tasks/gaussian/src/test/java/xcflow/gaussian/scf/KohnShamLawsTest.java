package xcflow.gaussian.scf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.gaussian.sampling.DensitySample;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.Molecules;

class KohnShamLawsTest {
    private static final Workers WORKERS = new Workers(2);
    private static final Functional PBE = Functionals.named("PBE");
    private static final String WATER = "O 0 0 0.12; H 0.76 0 -0.47; H -0.76 0.1 -0.47";
    private static final ScfOptions TIGHT = ScfOptions.defaults().withTolerances(1e-11, 1e-7);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    @Test
    void energyDoesNotDependOnThePlaceOfTheMolecule() {
        Molecule water = Molecules.parse(WATER);
        Molecule moved = transform(water, IDENTITY, new double[] {1.7, -20.3, 5.1});
        assertThat(energy(moved, "def2-svp", TIGHT))
                .isCloseTo(energy(water, "def2-svp", TIGHT), within(1e-9));
    }

    @Test
    void energyDoesNotDependOnTheOrderOfTheAtoms() {
        Molecule water = Molecules.parse(WATER);
        List<Atom> reversed = new ArrayList<>(water.atoms());
        Collections.reverse(reversed);
        assertThat(energy(new Molecule(reversed, 0, 0), "def2-svp", TIGHT))
                .isCloseTo(energy(water, "def2-svp", TIGHT), within(1e-9));
    }

    @Test
    void energyDoesNotDependOnTheOrientationOnAFineGrid() {
        Molecule water = Molecules.parse(WATER);
        Molecule turned = transform(water, rotation(new Random(3)), new double[3]);
        ScfOptions fine = TIGHT.withGrid(8);
        assertThat(energy(turned, "6-31g*", fine))
                .isCloseTo(energy(water, "6-31g*", fine), within(1e-8));
    }

    @Test
    void orientationMattersLessThanAMicrohartreeOnTheLevelFourGrid() {
        Molecule water = Molecules.parse(WATER);
        double before = energy(water, "6-31g*", TIGHT.withGrid(4));
        Random random = new Random(5);
        for (int trial = 0; trial < 3; trial++) {
            Molecule turned = transform(water, rotation(random), new double[3]);
            assertThat(energy(turned, "6-31g*", TIGHT.withGrid(4))).isCloseTo(before, within(1e-6));
        }
    }

    @Test
    void moreBasisFunctionsNeverRaiseTheEnergy() {
        Molecule water = Molecules.parse(WATER);
        double least = Double.POSITIVE_INFINITY;
        for (String basis : List.of("6-31g", "6-31g*", "6-31g**")) {
            double energy = energy(water, basis, TIGHT);
            assertThat(energy).isLessThan(least);
            least = energy;
        }
    }

    @Test
    void virialRatioIsNearTwo() {
        try (KohnSham nitrogen = KohnSham.of(Molecules.parse("N2"), "def2-tzvp", TIGHT, WORKERS)) {
            assertThat(nitrogen.solve(PBE).energies().virialRatio()).isCloseTo(2, within(0.005));
        }
    }

    @Test
    void separateOrbitalsForTheSpinsChangeNothingInAClosedShell() {
        Molecule water = Molecules.parse(WATER);
        assertThat(energy(water, "def2-svp", TIGHT.withUnrestricted(true)))
                .isCloseTo(energy(water, "def2-svp", TIGHT), within(1e-9));
    }

    @Test
    void solutionDoesNotDependOnTheStart() {
        try (KohnSham system = KohnSham.of(Molecules.parse(WATER), "def2-svp", TIGHT, WORKERS)) {
            ScfResult other = system.solve(Functionals.named("BLYP"));
            ScfResult direct = system.solve(PBE);
            ScfResult restarted = system.solve(PBE, other.density(), ScfListener.SILENT);
            assertThat(restarted.energy()).isCloseTo(direct.energy(), within(1e-9));
            assertThat(DensitySample.difference(system, direct.density(), restarted.density()))
                    .isLessThan(1e-5);
            assertThat(DensitySample.difference(system, direct.density(), other.density()))
                    .isGreaterThan(1e-2);
        }
    }

    @Test
    void energyIsStationaryAtTheSolution() {
        try (KohnSham system = KohnSham.of(Molecules.parse(WATER), "6-31g*", TIGHT, WORKERS)) {
            ScfResult result = system.solve(PBE);
            ScfResult other = system.solve(Functionals.named("SPW92"));
            double atOther = system.energies(PBE, other.density()).total();
            assertThat(system.energies(PBE, result.density()).total())
                    .isCloseTo(result.energy(), within(1e-9));
            assertThat(atOther).isGreaterThan(result.energy());
        }
    }

    @Test
    void resultsAreTheSameBitsForAnyNumberOfThreads() {
        List<Double> energies = new ArrayList<>();
        for (int threads : new int[] {1, 3}) {
            try (Workers workers = new Workers(threads);
                    KohnSham system =
                            KohnSham.of(
                                    Molecules.parse("C2H4"),
                                    "def2-svp",
                                    ScfOptions.defaults(),
                                    workers)) {
                energies.add(system.solve(PBE).energy());
            }
        }
        assertThat(energies.get(1)).isEqualTo(energies.get(0));
    }

    @Test
    void refusesMoreElectronsThanTheBasisCanHold() {
        try (KohnSham system =
                KohnSham.of(
                        Molecules.inline("He 0 0 0; charge=-4"),
                        "sto-3g",
                        ScfOptions.defaults(),
                        WORKERS)) {
            assertThatThrownBy(() -> system.solve(PBE))
                    .hasMessageContaining("3 electrons of one spin, but the basis sto-3g only 1");
        }
    }

    private static double energy(Molecule molecule, String basis, ScfOptions options) {
        try (KohnSham system = KohnSham.of(molecule, basis, options, WORKERS)) {
            return system.solve(PBE).energy();
        }
    }

    private static final double[][] IDENTITY = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};

    private static Molecule transform(Molecule molecule, double[][] r, double[] shift) {
        return new Molecule(
                molecule.atoms().stream()
                        .map(
                                a ->
                                        new Atom(
                                                a.element(),
                                                dot(r[0], a) + shift[0],
                                                dot(r[1], a) + shift[1],
                                                dot(r[2], a) + shift[2]))
                        .toList(),
                molecule.charge(),
                molecule.unpaired());
    }

    private static double dot(double[] row, Atom atom) {
        return row[0] * atom.x() + row[1] * atom.y() + row[2] * atom.z();
    }

    /** Rotation matrix of a random unit quaternion. */
    private static double[][] rotation(Random random) {
        double[] q = random.doubles(4).map(u -> 2 * u - 1).toArray();
        double norm = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
        double a = q[0] / norm;
        double b = q[1] / norm;
        double c = q[2] / norm;
        double d = q[3] / norm;
        return new double[][] {
            {a * a + b * b - c * c - d * d, 2 * (b * c - a * d), 2 * (b * d + a * c)},
            {2 * (b * c + a * d), a * a - b * b + c * c - d * d, 2 * (c * d - a * b)},
            {2 * (b * d - a * c), 2 * (c * d + a * b), a * a - b * b - c * c + d * d}
        };
    }
}

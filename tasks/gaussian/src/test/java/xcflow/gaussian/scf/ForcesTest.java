package xcflow.gaussian.scf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.Molecules;

/** Forces on nuclei; two molecules without symmetry, one of them with an open shell. */
class ForcesTest {
    private static final ScfOptions TIGHT = ScfOptions.defaults().withTolerances(1e-10, 1e-8);
    private static final Map<String, Molecule> MOLECULES =
            Map.of(
                    "water",
                    Molecules.parse("O 0 0 0.12; H 0.76 0 -0.47; H -0.70 0.1 -0.52"),
                    "NH2",
                    Molecules.parse("N 0 0 0.1; H 0.8 0.1 -0.47; H -0.70 0.2 -0.62; unpaired=1"));

    @ParameterizedTest
    @CsvSource({
        "water, SPW92", "water, PBE", "water, r2SCAN", "water, PBE0", "water, HF", "water, neural",
        "NH2, SPW92", "NH2, PBE", "NH2, r2SCAN", "NH2, PBE0", "NH2, HF", "NH2, neural"
    })
    void areTheSlopesOfTheEnergy(String molecule, String functional) {
        assertSlope(MOLECULES.get(molecule), "6-31g*", functional(functional), TIGHT);
    }

    @Test
    void areTheSlopesOfTheEnergyWithFittedDensity() {
        ScfOptions fitted = TIGHT.withDensityFitting(true);
        assertSlope(MOLECULES.get("water"), "6-31g*", Functionals.named("PBE"), fitted);
    }

    @Test
    void areTheSlopesOfTheEnergyWithFunctionsOfHighAngularMomentum() {
        Molecule lithiumHydride = Molecules.parse("Li 0 0.1 0; H 0.3 0.2 1.5");
        Functional tpss = Functionals.named("TPSS");
        assertSlope(lithiumHydride, "def2-qzvp", tpss, TIGHT.withGrid(1));
    }

    @Test
    void areTheSlopesOfTheFreeEnergyWithSmearing() {
        ScfOptions smeared = TIGHT.withFilling(new ElectronFilling.Smeared(0.05));
        assertSlope(MOLECULES.get("NH2"), "6-31g*", Functionals.named("PBE0"), smeared);
        assertSlope(MOLECULES.get("water"), "6-31g*", Functionals.named("PBE"), smeared);
    }

    @Test
    void areTheSlopesOfTheEnergyWithPartOfAnElectron() {
        ScfOptions ionised = TIGHT.withFilling(new ElectronFilling.Declared(5, 4.6));
        assertSlope(MOLECULES.get("water"), "6-31g*", Functionals.named("PBE"), ionised);
    }

    /** Along one direction in which all coordinates change. */
    private static void assertSlope(
            Molecule molecule, String basis, Functional functional, ScfOptions options) {
        double step = 1e-3;
        double[] direction = direction(3 * molecule.atoms().size());
        try (Workers workers = new Workers(2);
                KohnSham here = KohnSham.of(molecule, basis, options, workers);
                KohnSham ahead =
                        KohnSham.of(moved(molecule, direction, step), basis, options, workers);
                KohnSham behind =
                        KohnSham.of(moved(molecule, direction, -step), basis, options, workers)) {
            ScfResult result = here.solve(functional);
            double[] forces = here.forces(functional, result);
            double slope =
                    (energy(ahead, functional, result) - energy(behind, functional, result))
                            / (2 * step);
            double along = 0;
            for (int i = 0; i < forces.length; i++) {
                along -= forces[i] * direction[i];
            }
            assertThat(along).isCloseTo(slope, within(1e-6));
        }
    }

    /** With the exact Coulomb energy of the last density, of which a little is fitted otherwise. */
    private static double energy(KohnSham system, Functional functional, ScfResult near) {
        ScfResult result = system.solve(functional, near.density(), ScfListener.SILENT);
        return system.energies(functional, result.density()).total()
                + result.energies().of(Energies.ENTROPY);
    }

    private static double[] direction(int size) {
        Random random = new Random(5);
        double[] direction = random.doubles(size, -1, 1).toArray();
        double norm = Math.sqrt(Arrays.stream(direction).map(d -> d * d).sum());
        return Arrays.stream(direction).map(d -> d / norm).toArray();
    }

    private static Molecule moved(Molecule molecule, double[] direction, double step) {
        List<Atom> atoms = new ArrayList<>();
        for (int i = 0; i < molecule.atoms().size(); i++) {
            Atom atom = molecule.atoms().get(i);
            atoms.add(
                    new Atom(
                            atom.element(),
                            atom.x() + step * direction[3 * i],
                            atom.y() + step * direction[3 * i + 1],
                            atom.z() + step * direction[3 * i + 2]));
        }
        return new Molecule(atoms, molecule.charge(), molecule.unpaired());
    }

    /** PySCF 2.14.0: def2-svp, grids.level = 3, conv_tol 1e-12, grid_response = True. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "water | PBE | 0.0062310 -0.0017710 0.0160994 0.0137783"
                        + " -0.0005223 -0.0045151 -0.0200093 0.0022933 -0.0115843",
                "water | r2SCAN | 0.0067687 -0.0007743 0.0038890 0.0071073"
                        + " -0.0005802 0.0013520 -0.0138761 0.0013545 -0.0052409",
                "water | HSE06 | 0.0069564 -0.0004807 0.0002719 0.0056281"
                        + " -0.0006321 0.0031123 -0.0125845 0.0011128 -0.0033842",
                "NH2 | PBE | -0.0296719 -0.0068851 0.0346029 0.0475454"
                        + " 0.0039997 -0.0256365 -0.0178735 0.0028855 -0.0089664",
                "NH2 | PBE0 | -0.0286385 -0.0038865 0.0217027 0.0412997"
                        + " 0.0028789 -0.0197448 -0.0126611 0.0010076 -0.0019579"
            })
    void agreeWithPyscf(String molecule, String functional, String expected) {
        double[] reference =
                Arrays.stream(expected.split(" ")).mapToDouble(Double::parseDouble).toArray();
        assertThat(forces(MOLECULES.get(molecule), "def2-svp", functional, TIGHT, 2))
                .containsExactly(reference, within(1e-6));
    }

    @Test
    void sumToZero() {
        for (Molecule molecule : MOLECULES.values()) {
            double[] forces = forces(molecule, "6-31g*", "PBE", ScfOptions.defaults(), 2);
            for (int axis = 0; axis < 3; axis++) {
                double sum = 0;
                for (int i = axis; i < forces.length; i += 3) {
                    sum += forces[i];
                }
                assertThat(sum).isCloseTo(0, within(1e-9));
            }
        }
    }

    /** The directions of a grid are fixed in space, so energies are not quite isotropic. */
    @Test
    void haveNoTorqueOnAFineGrid() {
        Molecule water = MOLECULES.get("water");
        double[] f = forces(water, "6-31g*", "PBE", TIGHT.withGrid(6), 2);
        double[] torque = new double[3];
        for (int i = 0; i < water.atoms().size(); i++) {
            Atom a = water.atoms().get(i);
            torque[0] += a.y() * f[3 * i + 2] - a.z() * f[3 * i + 1];
            torque[1] += a.z() * f[3 * i] - a.x() * f[3 * i + 2];
            torque[2] += a.x() * f[3 * i + 1] - a.y() * f[3 * i];
        }
        assertThat(torque).containsExactly(new double[3], within(1e-6));
    }

    /** A turn of the axes into each other, which the directions of a grid take part in. */
    @Test
    void turnWithTheMolecule() {
        Molecule molecule = MOLECULES.get("NH2");
        List<Atom> atoms = new ArrayList<>();
        molecule.atoms().forEach(a -> atoms.add(new Atom(a.element(), a.z(), a.x(), a.y())));
        double[] before = forces(molecule, "6-31g*", "PBE", TIGHT, 2);
        double[] after = forces(new Molecule(atoms, 0, 1), "6-31g*", "PBE", TIGHT, 2);
        for (int i = 0; i < before.length; i += 3) {
            double[] turned = {before[i + 2], before[i], before[i + 1]};
            assertThat(Arrays.copyOfRange(after, i, i + 3)).containsExactly(turned, within(1e-7));
        }
    }

    @Test
    void doNotDependOnTheNumberOfThreads() {
        Molecule molecule = MOLECULES.get("water");
        assertThat(forces(molecule, "sto-3g", "PBE0", TIGHT, 2))
                .isEqualTo(forces(molecule, "sto-3g", "PBE0", TIGHT, 1));
    }

    @Test
    void ofASingleAtomAreZero() {
        assertThat(forces(Molecules.parse("Ne"), "6-31g*", "PBE", TIGHT, 1))
                .containsExactly(new double[3], within(1e-12));
    }

    private static double[] forces(
            Molecule molecule, String basis, String functional, ScfOptions options, int threads) {
        Functional named = functional(functional);
        try (Workers workers = new Workers(threads);
                KohnSham system = KohnSham.of(molecule, basis, options, workers)) {
            return system.forces(named, system.solve(named));
        }
    }

    private static Functional functional(String name) {
        return name.equals("neural")
                ? NeuralFunctional.untrained(
                        Architecture.CONSTRAINED.specify(
                                "random",
                                "PBE",
                                Constraints.ALL,
                                new Architecture.Shape(16, 2, Activation.TANH),
                                new Architecture.Shape(16, 2, Activation.TANH),
                                7))
                : Functionals.named(name);
    }
}

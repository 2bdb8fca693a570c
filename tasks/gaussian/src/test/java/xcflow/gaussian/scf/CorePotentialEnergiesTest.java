package xcflow.gaussian.scf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.gaussian.CoreReferences;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisException;
import xcflow.gaussian.basis.BasisSet;
import xcflow.gaussian.basis.CorePotentialFiles;
import xcflow.gaussian.integral.CoulombMatrix;
import xcflow.numerics.Element;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;
import xcflow.structure.molecule.Molecules;

/** Energies and forces of molecules with effective core potentials. */
class CorePotentialEnergiesTest {
    private static final Workers WORKERS = new Workers(2);
    private static final ScfOptions TIGHT = ScfOptions.defaults().withTolerances(1e-10, 1e-8);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    static Stream<CoreReferences.Row> energies() {
        return CoreReferences.load().energies().stream();
    }

    static Stream<CoreReferences.Row> forces() {
        return CoreReferences.load().forces().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("energies")
    void energiesAgreeWithAnotherProgram(CoreReferences.Row row) {
        Functional functional = Functionals.named(row.functional());
        try (KohnSham system = new KohnSham(row.functions(), ScfOptions.defaults(), WORKERS)) {
            ScfResult result = system.solve(functional);
            assertThat(result.energy()).isCloseTo(row.energy(), within(1e-6));
            assertThat(result.attempt()).isEqualTo(1);
            assertThat(result.iterations()).isLessThan(25);
            double sum = result.energies().byName().values().stream().mapToDouble(e -> e).sum();
            assertThat(result.energies().byName()).containsKey(Energies.CORE_POTENTIAL);
            assertThat(sum).isCloseTo(result.energy(), within(1e-10));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forces")
    void forcesAgreeWithAnotherProgram(CoreReferences.Row row) {
        Functional functional = Functionals.named(row.functional());
        try (KohnSham system = new KohnSham(row.functions(), TIGHT, WORKERS)) {
            assertThat(system.forces(functional, system.solve(functional)))
                    .containsExactly(row.forces(), within(1e-6));
        }
    }

    /** Along the bond, in steps of 1e-3 bohr. */
    @Test
    void forcesAreTheSlopesOfTheEnergy() {
        Functional pbe = Functionals.named("PBE");
        Molecule here = Molecules.parse("I 0 0.1 0; H 0.3 0.2 1.5");
        try (KohnSham system = KohnSham.of(here, "def2-svp", TIGHT, WORKERS)) {
            ScfResult result = system.solve(pbe);
            double force = system.forces(pbe, result)[2];
            double slope = (energy(here, 1e-3, result) - energy(here, -1e-3, result)) / 2e-3;
            assertThat(force).isCloseTo(-slope, within(1e-6));
        }
    }

    private static double energy(Molecule molecule, double step, ScfResult near) {
        List<Atom> atoms = new ArrayList<>(molecule.atoms());
        Atom a = atoms.get(0);
        atoms.set(0, new Atom(a.element(), a.x(), a.y(), a.z() + step));
        Functional pbe = Functionals.named("PBE");
        try (KohnSham system = KohnSham.of(new Molecule(atoms, 0, 0), "def2-svp", TIGHT, WORKERS)) {
            ScfResult result = system.solve(pbe, near.density(), ScfListener.SILENT);
            return system.energies(pbe, result.density()).total();
        }
    }

    /** Turned about the axis out of the plane of its atoms. */
    @Test
    void theHartreeFockEnergyDoesNotDependOnTheDirection() {
        double one = hartreeFock("I 0 0 0; H 0 0 1.6; Cl 0 1.2 -1.5");
        assertThat(hartreeFock("I 0 0 0; H 0 1.28 0.96; Cl 0 -0.48 -1.86"))
                .isCloseTo(one, within(1e-9));
        assertThat(hartreeFock("I 0 0 0; H 1.28 0 0.96; Cl -0.48 0 -1.86"))
                .isCloseTo(one, within(1e-9));
    }

    private static double hartreeFock(String atoms) {
        BasisSet heavy = CorePotentialFiles.lanl2dz();
        Map<Element, List<BasisSet.Contraction>> functions = new HashMap<>(heavy.elements());
        functions.putAll(BasisSet.of("6-31g", List.of(Element.ofNumber(1))).elements());
        BasisSet both = new BasisSet("mixed", functions, heavy.potentials());
        return new HartreeFockSolver(
                        Basis.of(Molecules.inline(atoms).with(1, 0), both), true, WORKERS)
                .solve()
                .energy();
    }

    @Test
    void aFittedDensityIsNearTheExactOne() {
        Functional pbe = Functionals.named("PBE");
        Molecule iodide = Molecules.parse("I 0 0 0; H 0 0 1.609");
        try (KohnSham fitted =
                KohnSham.of(
                        iodide,
                        "def2-svp",
                        ScfOptions.defaults().withDensityFitting(true),
                        WORKERS)) {
            assertThat(fitted.solve(pbe).energy()).isCloseTo(-298.27887556, within(3e-4));
        }
    }

    @Test
    void aChargeThatLeavesNoValenceElectronsIsRefused() {
        assertThatThrownBy(() -> Basis.of(Molecules.inline("Rb 0 0 0").with(9, 0), "def2-svp"))
                .isInstanceOf(BasisException.class)
                .hasMessageContaining(
                        "replaces 28 electrons of Rb by core potentials, which leaves 0");
    }

    @Test
    void theFittingSetIsMadeForCoresBeyondKrypton() {
        assertThat(
                        CoulombMatrix.canFit(
                                Basis.of(Molecules.inline("I 0 0 0; H 0 0 1.6"), "def2-svp")))
                .isTrue();
        assertThat(CoulombMatrix.canFit(Basis.of(Molecules.inline("Kr 0 0 0"), "def2-svp")))
                .isTrue();
    }
}

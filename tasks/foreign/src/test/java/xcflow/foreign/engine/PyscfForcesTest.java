package xcflow.foreign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xcflow.engine.Engine;
import xcflow.engine.InputFiles;
import xcflow.engine.PlainSettings;
import xcflow.engine.Prepared;
import xcflow.engine.Resources;
import xcflow.engine.Solution;
import xcflow.engine.Watch;
import xcflow.functional.Functionals;
import xcflow.numerics.Element;
import xcflow.structure.Structure;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/** Forces through the protocol, for a closed and an open shell away from equilibrium. */
class PyscfForcesTest {
    private static final Element H = Element.ofSymbol("H").orElseThrow();
    private static final Element O = Element.ofSymbol("O").orElseThrow();
    private static final double STEP = 2e-3;

    private static final Molecule WATER =
            new Molecule(
                    List.of(
                            new Atom(O, 0, 0, 0),
                            new Atom(H, 0, 1.5, 1.1),
                            new Atom(H, 0, -1.4, 1.2)),
                    0,
                    0);
    private static final Molecule HYDROXYL =
            new Molecule(List.of(new Atom(O, 0, 0, 0), new Atom(H, 0.3, 0, 1.9)), 0, 1);

    @Test
    void forcesAreThoseThatPyscfGivesItself() throws Exception {
        // PySCF 2.14.0 called directly: PBE, def2-SVP, grid of level 4, energy to 1e-11 Ha.
        assertThat(forces(WATER))
                .containsExactly(
                        new double[] {
                            0,
                            0.006361030285,
                            0.003464610825,
                            0,
                            -0.008797110711,
                            -0.004001128969,
                            0,
                            0.002436704952,
                            0.000536517490
                        },
                        within(1e-6));
        assertThat(forces(HYDROXYL))
                .containsExactly(
                        new double[] {
                            0.003457084915, 0, 0.021888602359, -0.003455689522, 0, -0.021887327103
                        },
                        within(1e-6));
    }

    /** Their grid moves with the atoms, which PySCF's forces leave out. */
    @Test
    void forcesAreTheSlopesOfTheEnergy() throws Exception {
        for (Molecule molecule : List.of(WATER, HYDROXYL)) {
            double slope =
                    (solve(moved(molecule, STEP)).energy() - solve(moved(molecule, -STEP)).energy())
                            / (2 * STEP);
            assertThat(forces(molecule)[5]).isCloseTo(-slope, within(5e-5));
        }
    }

    /** The second atom along z. */
    private static Molecule moved(Molecule molecule, double by) {
        List<Atom> atoms = new ArrayList<>(molecule.atoms());
        Atom second = atoms.get(1);
        atoms.set(1, new Atom(second.element(), second.x(), second.y(), second.z() + by));
        return new Molecule(atoms, 0, molecule.unpaired());
    }

    private static double[] forces(Molecule molecule) throws Exception {
        Engine engine = PySCF.engine();
        try (Prepared prepared = prepared(engine, molecule)) {
            return solve(prepared).forces().orElseThrow();
        }
    }

    private static Solution solve(Molecule molecule) throws Exception {
        try (Prepared prepared = prepared(PySCF.engine(), molecule)) {
            return solve(prepared);
        }
    }

    private static Solution solve(Prepared prepared) throws Exception {
        return prepared.solve(Functionals.named("PBE"), Optional.empty(), Watch.SILENT);
    }

    private static Prepared prepared(Engine engine, Molecule molecule) throws Exception {
        return engine.prepare(
                new Structure.OfMolecule("moved", molecule),
                PlainSettings.of(
                        engine, Map.of("basis", "def2-svp", "grid", 4, "energy-tolerance", 1e-11)),
                new Resources(1, InputFiles.NONE));
    }
}

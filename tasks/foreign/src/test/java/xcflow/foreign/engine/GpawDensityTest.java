package xcflow.foreign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
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
import xcflow.foreign.descriptor.Descriptors;
import xcflow.functional.Functionals;
import xcflow.functional.dataset.DataSet;
import xcflow.numerics.Constants;
import xcflow.structure.Structure;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;
import xcflow.structure.molecule.Molecules;

/** The all-electron density of PAW, where GPAW is installed. */
class GpawDensityTest {

    @Test
    void theDensityHoldsTheCoresToo() throws Exception {
        Structure silicon =
                new Structure.OfCrystal(
                        "Si",
                        new Crystal(
                                Lattice.faceCentredCubic(5.43 / Constants.BOHR_IN_ANGSTROM),
                                List.of(Site.of("Si", 0, 0, 0), Site.of("Si", 0.25, 0.25, 0.25))),
                        Optional.empty());
        check(silicon, Map.of("cutoff", 8.0, "kpoints", List.of(1, 1, 1)), 28);
    }

    @Test
    void bothSpinsAreGiven() throws Exception {
        Structure atom = new Structure.OfMolecule("H", Molecules.parse("H 0 0 0; unpaired=1"));
        DataSet sample = check(atom, Map.of("cutoff", 10.0, "box", List.of(9.0)), 1);
        double minority = 0;
        for (int i = 0; i < sample.size(); i++) {
            minority += sample.weights()[i] * sample.points().rhoB[i];
        }
        assertThat(minority).isCloseTo(0, within(1e-3));
    }

    /** Sampling compares the energy that PBE has on the density with GPAW's by itself. */
    private static DataSet check(Structure structure, Map<String, ?> settings, double electrons)
            throws Exception {
        Engine engine =
                new ForeignEngine(
                        Descriptors.read(List.of()).usable().get("gpaw"), Path.of("no-home"));
        assumeThat(engine.unusable()).isEmpty();
        try (Prepared prepared =
                engine.prepare(
                        structure,
                        PlainSettings.of(engine, Map.copyOf(settings)),
                        new Resources(1, InputFiles.NONE))) {
            Solution solution =
                    prepared.solve(Functionals.named("PBE"), Optional.empty(), Watch.SILENT);
            DataSet sample = solution.sample();
            assertThat(sample.electrons()[0]).isCloseTo(electrons, within(1e-3 * electrons));
            return sample;
        }
    }
}

package xcflow.foreign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xcflow.engine.Engine;
import xcflow.engine.InputFiles;
import xcflow.engine.PlainSettings;
import xcflow.engine.Prepared;
import xcflow.engine.Resources;
import xcflow.engine.Watch;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.structure.Structure;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;

/** Crystals by PySCF's two ways to integrate, on a grid that is fine enough for both. */
class PyscfCrystalsTest {
    private static final Structure HELIUM =
            new Structure.OfCrystal(
                    "He",
                    new Crystal(Lattice.faceCentredCubic(6), List.of(Site.of("He", 0, 0, 0))),
                    Optional.empty());

    private static final Functional RANDOM =
            NeuralFunctional.untrained(
                    Architecture.CONSTRAINED.specify(
                            "random",
                            "PBE",
                            Constraints.ALL,
                            new Architecture.Shape(8, 1, Activation.TANH),
                            new Architecture.Shape(8, 1, Activation.TANH),
                            7));

    @Test
    void aFunctionalOfXcflowIsTheSameWithGridsOfSeveralDensities() throws Exception {
        Functional pbe = Functionals.named("PBE");
        double many = energy(pbe, true);
        double one = energy(pbe, false);
        double differs = energy(RANDOM, false) - one;
        assertThat(Math.abs(differs)).isGreaterThan(1e-3);
        // The two ways agree as far as they do for PBE.
        assertThat(energy(RANDOM, true) - many).isCloseTo(differs, within(Math.abs(many - one)));
        assertThat(many).isCloseTo(one, within(3e-4));
    }

    private static double energy(Functional functional, boolean multigrid) throws Exception {
        Engine engine = PySCF.engine();
        Map<String, Object> settings =
                Map.of(
                        "cell-basis",
                        "gth-szv",
                        "cutoff",
                        120.0,
                        "kpoints",
                        List.of(2, 2, 2),
                        "multigrid",
                        multigrid);
        try (Prepared prepared =
                engine.prepare(
                        HELIUM,
                        PlainSettings.of(engine, settings),
                        new Resources(1, InputFiles.NONE))) {
            return prepared.solve(functional, Optional.empty(), Watch.SILENT).energy();
        }
    }
}

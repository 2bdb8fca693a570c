package xcflow.experiments.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.experiments.TestEngines;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;
import xcflow.testkit.TrialContext;

class CounterpoiseTaskTest {
    private static final String DIMER =
            "O -1.551007 -0.114520 0; H -1.934259 0.762503 0; H -0.599677 0.040712 0;"
                    + " O 1.350625 0.111469 0; H 1.680398 -0.373741 -0.758561;"
                    + " H 1.680398 -0.373741 0.758561";

    @TempDir Path directory;

    private CounterpoiseTask.Outputs run(Map<String, Fragment> fragments) throws Exception {
        return new CounterpoiseTask()
                .run(
                        new CounterpoiseTask.Inputs(
                                new Source.Name(DIMER),
                                fragments,
                                new Source.Name("PBE"),
                                TestEngines.gaussian("def2-svp", 3)),
                        new TrialContext(directory));
    }

    private static Fragment of(Integer... atoms) {
        return new Fragment(List.of(atoms), 0, Optional.empty());
    }

    private static Map<String, Fragment> fragments(Fragment donor, Fragment acceptor) {
        Map<String, Fragment> fragments = new LinkedHashMap<>();
        fragments.put("donor", donor);
        fragments.put("acceptor", acceptor);
        return fragments;
    }

    /** PySCF 2.14: all three systems on the grid of the dimer, level 3, PBE, def2-SVP. */
    @Test
    void theWaterDimerAgreesWithPyscf() throws Exception {
        var outputs = run(fragments(of(1, 2, 3), of(4, 5, 6)));
        var energies = outputs.energies();
        assertThat(energies.get("complex")).isCloseTo(-152.5581414640, within(1e-6));
        assertThat(energies.get("donor among ghosts")).isCloseTo(-76.2727138402, within(1e-6));
        assertThat(energies.get("acceptor among ghosts")).isCloseTo(-76.2770512052, within(1e-6));
        assertThat(energies.get("donor")).isCloseTo(-76.2721340600, within(1e-6));
        assertThat(energies.get("acceptor")).isCloseTo(-76.2720594804, within(1e-6));
        assertThat(outputs.interaction() / 627.5094740631).isCloseTo(-0.0083764186, within(1e-6));
        assertThat(outputs.uncorrected() / 627.5094740631).isCloseTo(-0.0139479236, within(1e-6));
        assertThat(outputs.superpositionError())
                .isCloseTo(outputs.interaction() - outputs.uncorrected(), within(1e-12));
    }

    @Test
    void everyAtomBelongsToOneFragment() {
        assertThatThrownBy(() -> run(fragments(of(1, 2, 3), of(3, 4, 5, 6))))
                .isInstanceOf(TaskFailure.class)
                .hasMessage("atom 3 is named twice, at last in acceptor");
        assertThatThrownBy(() -> run(fragments(of(1, 2, 3), of(4, 5))))
                .hasMessage("no fragment has the atoms [6]");
        assertThatThrownBy(() -> run(fragments(of(1, 2, 3), of(4, 5, 7))))
                .hasMessage(
                        "the fragment acceptor names atom 7, but the complex has the atoms 1 to 6");
    }

    @Test
    void chargesOfFragmentsAddUpToThatOfTheComplex() {
        assertThatThrownBy(
                        () ->
                                run(
                                        fragments(
                                                new Fragment(List.of(1, 2, 3), 1, Optional.empty()),
                                                of(4, 5, 6))))
                .hasMessage(
                        "the charges of the fragments add up to 1, but the complex has the charge 0");
    }
}

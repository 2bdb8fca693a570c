package xcflow.experiments.relax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.engine.NotConverged;
import xcflow.experiments.TestEngines;
import xcflow.spi.CancelledException;
import xcflow.spi.Source;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecules;
import xcflow.testkit.TrialContext;

class RelaxTaskTest {
    @TempDir Path directory;

    private RelaxTask.Outputs relax(int points, TrialContext context) throws Exception {
        return new RelaxTask()
                .run(
                        new RelaxTask.Inputs(
                                new Source.Name("O 0 0 0; H 0.9 0.1 0.3; H -0.2 1.1 0.1"),
                                new Source.Name("PBE"),
                                TestEngines.gaussian("sto-3g", 2),
                                1e-4,
                                points),
                        context);
    }

    @Test
    void waterBecomesSymmetric() throws Exception {
        RelaxTask.Outputs outputs = relax(50, new TrialContext(directory, 2));
        assertThat(outputs.largestForce()).isLessThan(1e-4);
        List<Atom> atoms =
                Molecules.file(directory.resolve(outputs.geometry().digest()), "relaxed.xyz")
                        .atoms();
        double one = atoms.get(0).distance(atoms.get(1));
        assertThat(atoms.get(0).distance(atoms.get(2))).isCloseTo(one, within(2e-3));
        List<RelaxTask.Row> rows = outputs.rows();
        assertThat(rows).hasSizeLessThan(20);
        assertThat(outputs.energy()).isLessThan(rows.get(0).energy());
    }

    @Test
    void anInterruptionChangesNothing() throws Exception {
        RelaxTask.Outputs once = relax(50, new TrialContext(directory, 1));
        TrialContext interrupted = new TrialContext(directory, 2);
        int[] calls = new int[1];
        interrupted.cancelWhen(() -> calls[0]++ > 60);
        assertThatThrownBy(() -> relax(50, interrupted)).isInstanceOf(CancelledException.class);
        interrupted.cancelWhen(() -> false);
        assertThat(relax(50, interrupted)).isEqualTo(once);
    }

    @Test
    void saysWhatForceIsLeft() {
        assertThatThrownBy(() -> relax(1, new TrialContext(directory)))
                .isInstanceOf(NotConverged.class)
                .hasMessageContaining("after 1 geometries");
    }

    @Test
    void moleculesAreRelaxedInABoxToo() throws Exception {
        RelaxTask.Outputs outputs =
                new RelaxTask()
                        .run(
                                new RelaxTask.Inputs(
                                        new Source.Name("H2"),
                                        new Source.Name("PBE"),
                                        TestEngines.of(
                                                "planewave",
                                                Map.of(
                                                        "box",
                                                        Map.of("edge", 10),
                                                        "cutoff",
                                                        16,
                                                        "tolerance",
                                                        1e-9)),
                                        1e-3,
                                        20),
                                new TrialContext(directory));
        assertThat(outputs.largestForce()).isLessThan(1e-3);
        assertThat(outputs.energy()).isLessThanOrEqualTo(outputs.rows().get(0).energy());
    }
}

package xcflow.experiments.eos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.experiments.TestEngines;
import xcflow.spi.CancelledException;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;
import xcflow.testkit.TrialContext;

class EquationOfStateTaskTest {
    @TempDir Path directory;

    private static EquationOfStateTask.Inputs silicon(String functional) {
        return inputs("Si", functional);
    }

    private static EquationOfStateTask.Inputs inputs(String crystal, String functional) {
        return new EquationOfStateTask.Inputs(
                new Source.Name(crystal),
                new Source.Name(functional),
                Optional.empty(),
                5,
                0.1,
                TestEngines.of("planewave", Map.of("cutoff", 14, "kpoints", List.of(2, 2, 2))));
    }

    @Test
    void pbesolGivesASmallerLatticeConstantThanPbe() throws Exception {
        var context = new TrialContext(directory);
        var task = new EquationOfStateTask();
        var pbe = task.run(silicon("PBE"), new TrialContext(directory));
        var pbesol = task.run(silicon("PBEsol"), new TrialContext(directory));
        var fits =
                new EosFitTask()
                        .run(
                                new EosFitTask.Inputs(
                                        List.of(pbe.curve(), pbesol.curve()),
                                        Optional.of("PBE"),
                                        EquationOfState.Form.BIRCH_MURNAGHAN),
                                context)
                        .fits();
        assertThat(fits.get(0).latticeDeviation()).isEmpty();
        assertThat(fits.get(1).latticeDeviation().orElseThrow()).isNegative();
        assertThat(fits.get(1).bulkDeviation().orElseThrow()).isPositive();
    }

    @Test
    void aScanThatIsResumedGivesTheSameBits() throws Exception {
        var undisturbed = new TrialContext(directory);
        var expected = new EquationOfStateTask().run(silicon("PBE"), undisturbed);
        var context = new TrialContext(directory, 2);
        context.cancelWhen(() -> context.progress.stream().anyMatch(p -> p > 0.5));
        assertThatThrownBy(() -> new EquationOfStateTask().run(silicon("PBE"), context))
                .isInstanceOf(CancelledException.class);
        context.cancelWhen(() -> false);
        int before = context.progress.size();
        assertThat(new EquationOfStateTask().run(silicon("PBE"), context)).isEqualTo(expected);
        assertThat(context.progress.get(before)).isGreaterThan(0.3);
    }

    private static EnergyCurve curve(String functional, double... energies) {
        List<Double> volumes =
                IntStream.range(0, energies.length).mapToObj(i -> 230.0 + 20 * i).toList();
        return new EnergyCurve(
                "Si",
                functional,
                2,
                volumes,
                Arrays.stream(energies).boxed().toList(),
                5.43,
                270,
                false);
    }

    @Test
    void aCurveWithoutAMinimumDoesNotStopTheOthers() throws Exception {
        var context = new TrialContext(directory);
        double[] good = new double[5];
        double[] wild = new double[5];
        for (int i = 0; i < 5; i++) {
            good[i] = -7.9 + 2e-6 * Math.pow(230 + 20 * i - 275, 2);
            wild[i] = -8 - 1e-3 * i * i;
        }
        var outputs =
                new EosFitTask()
                        .run(
                                new EosFitTask.Inputs(
                                        List.of(
                                                curve("PBE", wild),
                                                curve("clone", good),
                                                curve("none", new double[0])),
                                        Optional.of("PBE"),
                                        EquationOfState.Form.BIRCH_MURNAGHAN),
                                context);
        assertThat(outputs.fits())
                .extracting(EosFitTask.Fit::minimum)
                .containsExactly(
                        EosFitTask.Minimum.NONE, EosFitTask.Minimum.FOUND, EosFitTask.Minimum.NONE);
        assertThat(outputs.fits().get(0).reason().orElseThrow()).contains("Si with PBE");
        assertThat(outputs.fits().get(0).bulkModulus()).isEmpty();
        assertThat(outputs.fits().get(1).latticeConstant().orElseThrow()).isBetween(5.3, 5.6);
        assertThat(outputs.fits().get(1).latticeDeviation()).isEmpty();
        assertThat(outputs.missing()).containsOnlyKeys("Si with PBE", "Si with none");
        assertThat(outputs.plots()).hasSize(1);
        assertThat(context.warnings)
                .extracting(Warning::code)
                .contains("no-minimum", "reference-missing");
    }

    @Test
    void aMinimumOutsideTheVolumesAndAnAbsurdStiffnessAreDoubted() throws Exception {
        var context = new TrialContext(directory);
        double[] outside = new double[6];
        double[] rough = new double[6];
        for (int i = 0; i < 6; i++) {
            outside[i] = -7.9 + 2e-6 * Math.pow(230 + 20 * i - 350, 2);
            rough[i] = -7.9 + 1e-6 * Math.pow(230 + 20 * i - 275, 2) + (i % 2) * 5e-4;
        }
        new EosFitTask()
                .run(
                        new EosFitTask.Inputs(
                                List.of(curve("outside", outside), curve("rough", rough)),
                                Optional.empty(),
                                EquationOfState.Form.BIRCH_MURNAGHAN),
                        context);
        assertThat(context.warnings)
                .anyMatch(
                        w ->
                                w.code().equals("minimum-outside-volumes")
                                        && w.text().contains("Si with outside"))
                .anyMatch(w -> w.code().equals("poor-fit") && w.text().contains("Si with rough"));
    }

    @Test
    void settingsBelowTheRecommendedOnesAreDoubted() throws Exception {
        var context = new TrialContext(directory);
        new EquationOfStateTask().run(silicon("PBE"), context);
        assertThat(context.warnings)
                .extracting(Warning::code)
                .contains("cutoff-below-recommended", "kpoints-below-recommended");
    }

    @Test
    void anUnknownCrystalIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(
                        () ->
                                new EquationOfStateTask()
                                        .run(inputs("Sj", "PBE"), new TrialContext(directory)))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("no crystal is called 'Sj'; known are Al, Na");
    }
}

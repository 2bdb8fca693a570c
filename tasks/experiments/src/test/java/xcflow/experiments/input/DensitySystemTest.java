package xcflow.experiments.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.experiments.TestEngines;
import xcflow.experiments.batch.SampleDescriptorsTask;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Results;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.DataSetFile;
import xcflow.functional.dataset.DensityOrigin;
import xcflow.spi.Artefact;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;
import xcflow.spi.Warning;
import xcflow.testkit.TrialContext;

class DensitySystemTest {
    private static final int POINTS = 40;
    private static final double EDGE = 12;

    /** Exponent of the Gaussian that is the density. */
    private static final double ALPHA = 0.7;

    @TempDir private Path directory;

    /** N (α/π)^3/2 exp(−α r²) in the middle of a box. */
    private static String cube(double electrons) {
        StringBuilder text = new StringBuilder("a\nb\n1 0 0 0\n");
        double step = EDGE / POINTS;
        text.append(POINTS + " " + step + " 0 0\n");
        text.append(POINTS + " 0 " + step + " 0\n");
        text.append(POINTS + " 0 0 " + step + "\n");
        text.append("2 2 6 6 6\n");
        double scale = electrons * Math.pow(ALPHA / Math.PI, 1.5);
        for (int i = 0; i < POINTS; i++) {
            for (int j = 0; j < POINTS; j++) {
                for (int k = 0; k < POINTS; k++) {
                    double r2 = square(i) + square(j) + square(k);
                    text.append(
                            String.format(Locale.ROOT, "%.12e\n", scale * Math.exp(-ALPHA * r2)));
                }
            }
        }
        return text.toString();
    }

    private static double square(int i) {
        double x = i * EDGE / POINTS - EDGE / 2;
        return x * x;
    }

    @Test
    void pointsHaveTheDensityAndTheSquareOfItsGradient() throws Exception {
        TrialContext context = new TrialContext(directory);
        DensitySystem read =
                DensitySystem.read(
                        input(store(context, "he.cube", cube(2)), Optional.empty()), context::file);
        DataSet set = read.sample();
        assertThat(read.warnings()).isEmpty();
        assertThat(set.systems()).containsExactly("he");
        assertThat(set.electrons()[0]).isCloseTo(2, within(1e-9));
        for (int p = 0; p < set.size(); p += 97) {
            double rho = set.points().density(p);
            double r2 = Math.log(2 * Math.pow(ALPHA / Math.PI, 1.5) / rho) / ALPHA;
            double sigma = 4 * ALPHA * ALPHA * r2 * rho * rho;
            double found =
                    set.points().sigmaAA[p] + 2 * set.points().sigmaAB[p] + set.points().sigmaBB[p];
            assertThat(found).isCloseTo(sigma, within(1e-9));
        }
        assertThat(set.origins().get(0).unknown())
                .containsExactly("core electrons", "spin", "kinetic energy density");
    }

    @Test
    void aSpinDensityOfItsOwnFilePolarisesThePoints() throws Exception {
        TrialContext context = new TrialContext(directory);
        Artefact total = store(context, "he.cube", cube(3));
        Artefact spin = store(context, "spin.cube", cube(1));
        DataSet set = DensitySystem.read(input(total, Optional.of(spin)), context::file).sample();
        Functional pbe = Functionals.named("PBE");
        Results results = Results.like(set.points());
        pbe.evaluate(set.points(), results);
        double up = 0;
        double down = 0;
        for (int p = 0; p < set.size(); p++) {
            up += set.weights()[p] * set.points().rhoA[p];
            down += set.weights()[p] * set.points().rhoB[p];
        }
        assertThat(up).isCloseTo(2, within(1e-9));
        assertThat(down).isCloseTo(1, within(1e-9));
    }

    @Test
    void whatIsDoubtfulIsWarnedAbout() throws Exception {
        assertThat(warnings(cube(2.5))).containsExactly("density-electrons");
        assertThat(warnings(cube(3))).containsExactly("density-without-spin");
        assertThat(warnings(cube(2).replaceFirst("6\n[0-9.e-]+", "6\n-1e-3")))
                .containsExactly("negative-density");
    }

    private List<String> warnings(String cube) throws Exception {
        TrialContext context = new TrialContext(directory);
        return DensitySystem.read(
                        input(store(context, "he.cube", cube), Optional.empty()), context::file)
                .warnings()
                .stream()
                .map(Warning::code)
                .toList();
    }

    @Test
    void filesAreSampledWithoutAnyCalculation() throws Exception {
        TrialContext context = new TrialContext(directory);
        Artefact file = store(context, "he.cube", cube(2));
        SampleDescriptorsTask.Outputs outputs =
                new SampleDescriptorsTask().run(inputs(input(file, Optional.empty())), context);
        assertThat(outputs.electrons().get("he")).isCloseTo(2, within(1e-9));
        assertThat(outputs.energies()).isEmpty();
        try (var in = context.open(outputs.dataset())) {
            DensityOrigin origin = DataSetFile.read(in).origins().get(0);
            assertThat(origin.program()).isEqualTo("somewhere 1.0");
            assertThat(origin.electrons()).isEqualTo(DensityOrigin.Electrons.UNKNOWN);
        }
    }

    @Test
    void twoDensitiesOfOneNameAreRefused() throws Exception {
        TrialContext context = new TrialContext(directory);
        DensityInput same = input(store(context, "he.cube", cube(2)), Optional.empty());
        assertThatThrownBy(() -> new SampleDescriptorsTask().run(inputs(same, same), context))
                .isInstanceOf(TaskFailure.class)
                .hasMessage("two densities are called 'he'");
    }

    private static SampleDescriptorsTask.Inputs inputs(DensityInput... densities) {
        return new SampleDescriptorsTask.Inputs(
                List.of(),
                List.of(),
                List.of(densities),
                new Source.Name("PBE"),
                TestEngines.gaussian("def2-svp", 1));
    }

    private static Artefact store(TrialContext context, String name, String text) throws Exception {
        return context.store(
                name,
                "text/plain",
                out -> out.write(text.getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    private static DensityInput input(Artefact file, Optional<Artefact> spin) {
        return new DensityInput(
                file,
                spin,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "somewhere 1.0",
                "",
                DensityOrigin.Electrons.UNKNOWN,
                Optional.empty());
    }
}

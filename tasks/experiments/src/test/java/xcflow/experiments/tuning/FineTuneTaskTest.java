package xcflow.experiments.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.engine.Watch;
import xcflow.experiments.TestEngines;
import xcflow.experiments.batch.Systems;
import xcflow.experiments.input.NamedMolecule;
import xcflow.functional.dataset.ModelSystems;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.functional.neural.TrainingDomain;
import xcflow.spi.Artefact;
import xcflow.spi.CancelledException;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;
import xcflow.structure.molecule.Molecules;
import xcflow.testkit.TrialContext;

class FineTuneTaskTest {
    @TempDir Path directory;

    private static NeuralFunctional anchored() {
        var shape = new Architecture.Shape(6, 2, Activation.TANH);
        return NeuralFunctional.untrained(
                Architecture.ANCHORED.specify("start", "PBE", Constraints.ALL, shape, shape, 3));
    }

    private static FineTuneTask.Inputs inputs(Artefact functional, String... train) {
        return new FineTuneTask.Inputs(
                functional,
                "tuned",
                Stream.of(train).map(name -> (Source) new Source.Name(name)).toList(),
                List.of(new Source.Name("HF")),
                List.of(new Source.Name("OH")),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                new Source.Name("PBE"),
                TestEngines.gaussian("6-31g", 1),
                2,
                3,
                0.01,
                Optional.empty());
    }

    private static Artefact store(TrialContext context) throws IOException {
        return context.store(
                "start.xcf",
                FunctionalFile.MEDIA_TYPE,
                out -> FunctionalFile.write(anchored(), out));
    }

    @Test
    void theDerivativeOfTheSelfConsistentEnergyIsThatAtFixedDensity() throws Exception {
        var functional = anchored();
        double[] origin = FineTuning.parameters(functional);
        var engine =
                TestEngines.of(
                        "gaussian",
                        Map.of(
                                "basis",
                                "6-31g",
                                "grid-level",
                                1,
                                "energy-tolerance",
                                1e-11,
                                "gradient-tolerance",
                                1e-8));
        var system =
                new TunedSystem(
                        new NamedMolecule("OH", Molecules.named("OH")),
                        new Systems(engine, new TrialContext(directory)));
        var tuning =
                new FineTuning(
                        functional,
                        Map.of(),
                        List.of(),
                        List.of(),
                        Restraint.ofWeights(0),
                        DensityWatch.NONE,
                        null,
                        1);
        var state = system.solve(functional, null, 1, Watch.SILENT, doubt -> {});
        int x = state.exchange().length;
        for (int parameter : new int[] {x - 1, origin.length - 1}) {
            double h = 1e-3;
            double[] energies = new double[2];
            for (int side = 0; side < 2; side++) {
                double[] moved = origin.clone();
                moved[parameter] += side == 0 ? -h : h;
                energies[side] =
                        system.solve(tuning.functional(moved), state, 1, Watch.SILENT, doubt -> {})
                                .energy();
            }
            double expected = (energies[1] - energies[0]) / (2 * h);
            double found =
                    parameter < x
                            ? state.exchange()[parameter]
                            : state.correlation()[parameter - x];
            assertThat(found).isCloseTo(expected, within(1e-5 * Math.abs(expected) + 1e-8));
            assertThat(Math.abs(expected)).isGreaterThan(1e-4);
        }
    }

    @Test
    void theErrorOfTheTrainedMoleculesFalls() throws Exception {
        var context = new TrialContext(directory);
        var outputs = new FineTuneTask().run(inputs(store(context), "H2", "BH"), context);
        assertThat(outputs.steps()).hasSizeGreaterThan(1);
        assertThat(outputs.steps())
                .isSortedAccordingTo((a, b) -> Double.compare(b.loss(), a.loss()));
        assertThat(context.functionals.get(0).parents().get(0).relation().label())
                .isEqualTo("fine-tuned-from");
        var parent = outputs.rows().get(0);
        assertThat(parent.parentError().orElseThrow())
                .isCloseTo(parent.referenceError().orElseThrow(), within(1e-6));
    }

    /**
     * Hydrogen with the atom, and before them the parent's: the molecule that chooses is not one.
     */
    @Test
    void theResultSaysThatItWasTrainedWhereItsParentWasAndOnItsOwnSystems() throws Exception {
        var data = ModelSystems.sample(List.of("Ne"));
        var neon = TrainingDomain.of(data.points(), data.weights(), 1);
        var context = new TrialContext(directory);
        for (var parent : List.of(anchored(), anchored().trainedOn(neon))) {
            var start =
                    context.store(
                            "start.xcf",
                            FunctionalFile.MEDIA_TYPE,
                            out -> FunctionalFile.write(parent, out));
            var outputs = new FineTuneTask().run(inputs(start, "H2"), context);
            TrainingDomain domain;
            try (var in = context.open(outputs.functional())) {
                domain = FunctionalFile.read(in).trainedOn().orElseThrow();
            }
            boolean before = parent.trainedOn().isPresent();
            assertThat(domain.systems()).isEqualTo(before ? 3 : 2);
            assertThat(domain.electrons()).isCloseTo(before ? 13 : 3, within(1e-3));
            // The core of neon: r_s below 0.2.
            assertThat(domain.densityParameterRange()[0]).matches(rs -> rs < 0.2 == before);
            assertThat(neon.outside(data.points(), data.weights())).isLessThan(1e-5);
            assertThat(domain.outside(data.points(), data.weights()) < 1e-5).isEqualTo(before);
        }
    }

    /**
     * The key under which a tuning was kept when its functional had to be a file: version 5 then,
     * the inputs as they were written. A file by its path is still the same; a version by name is
     * another spelling of its content, which the engine of workflows resolves.
     */
    @Test
    void aFileByItsPathIsIdentifiedAsWhenItHadToBeOne() {
        var file = new Artefact("a".repeat(64), "x.xcf", FunctionalFile.MEDIA_TYPE, 3);
        var gaussian =
                new TreeMap<String, Object>(
                        Map.of(
                                "basis",
                                "def2-tzvp",
                                "grid-level",
                                3L,
                                "density-fitting",
                                false,
                                "unrestricted",
                                false,
                                "occupation",
                                "aligned",
                                "max-iterations",
                                100L,
                                "energy-tolerance",
                                1e-9,
                                "gradient-tolerance",
                                1e-6));
        var now =
                new TreeMap<String, Object>(
                        Map.of("functional", file, "name", "tuned", "train", List.of("H2")));
        now.put("engine", "gaussian");
        now.put("species", List.of());
        now.put("weights", Map.of());
        now.put("gaussian", gaussian);
        assertThat(new FineTuneTask().identity(now))
                .isEqualTo(
                        Map.of(
                                "functional",
                                file,
                                "name",
                                "tuned",
                                "train",
                                List.of("H2"),
                                "basis",
                                "def2-tzvp",
                                "grid-level",
                                3L,
                                "density-fitting",
                                false));
    }

    @Test
    void aTuningThatIsResumedGivesTheSameBits() throws Exception {
        var undisturbed = new TrialContext(directory);
        var expected = new FineTuneTask().run(inputs(store(undisturbed), "H2"), undisturbed);
        var context = new TrialContext(directory, 2);
        var start = store(context);
        context.cancelWhen(() -> context.progress.stream().anyMatch(p -> p > 0.5));
        assertThatThrownBy(() -> new FineTuneTask().run(inputs(start, "H2"), context))
                .isInstanceOf(CancelledException.class);
        context.cancelWhen(() -> false);
        assertThat(new FineTuneTask().run(inputs(start, "H2"), context)).isEqualTo(expected);
    }

    @Test
    void moleculesOfTheTestAreJudgedAndHaveNoInfluence() throws Exception {
        var context = new TrialContext(directory);
        var outputs = new FineTuneTask().run(inputs(store(context), "H2", "BH"), context);
        var row = outputs.rows().get(outputs.rows().size() - 1);
        assertThat(row.purpose()).isEqualTo(FineTuneTask.Purpose.TEST);
        assertThat(row.target()).isEqualTo("OH");
        assertThat(outputs.testMae()).hasValue(Math.abs(row.error().orElseThrow()));
        assertThat(outputs.referenceTestMae())
                .hasValue(Math.abs(row.referenceError().orElseThrow()));
    }

    @Test
    void aMoleculeThatIsTrainedOnAndHeldOutIsRefused() throws IOException {
        var context = new TrialContext(directory);
        var start = store(context);
        assertThatThrownBy(() -> new FineTuneTask().run(inputs(start, "H2", "HF"), context))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("HF occurs twice");
    }

    @Test
    void aMoleculeWithoutAKnownEnergyIsRefused() throws IOException {
        var context = new TrialContext(directory);
        var start = store(context);
        assertThatThrownBy(() -> new FineTuneTask().run(inputs(start, "H 0 0 0; H 0 0 2"), context))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("W4-11 has no atomization energy");
    }
}

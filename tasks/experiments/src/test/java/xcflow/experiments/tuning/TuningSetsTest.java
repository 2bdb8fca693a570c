package xcflow.experiments.tuning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.engine.Prepared;
import xcflow.engine.Watch;
import xcflow.experiments.TestEngines;
import xcflow.experiments.batch.Systems;
import xcflow.experiments.input.NamedMolecule;
import xcflow.experiments.tuning.FineTuneTask.Purpose;
import xcflow.functional.Functionals;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.spi.CancelledException;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;
import xcflow.structure.molecule.Molecules;
import xcflow.testkit.TrialContext;

class TuningSetsTest {
    @TempDir Path directory;

    private static final EnergyTarget EXCHANGE =
            barrier("exchange", "BH76.RKT06", "BH76.H2", 9.7, Purpose.TRAIN);
    private static final EnergyTarget UNSEEN =
            barrier("water", "BH76.RKT02", "BH76.H2O", 21.6, Purpose.TEST);

    private static EnergyTarget barrier(
            String name, String state, String molecule, double energy, Purpose purpose) {
        return new EnergyTarget(
                name,
                Map.of("BH76.h", -1.0, molecule, -1.0, state, 1.0),
                energy,
                Optional.of("BH76"),
                Optional.ofNullable(purpose),
                Optional.empty());
    }

    private static FineTuneTask.Inputs inputs(
            TrialContext context,
            List<EnergyTarget> targets,
            Map<String, Double> weights,
            WatchedDensities densities)
            throws Exception {
        var shape = new Architecture.Shape(6, 2, Activation.TANH);
        NeuralFunctional start =
                NeuralFunctional.untrained(
                        Architecture.ANCHORED.specify(
                                "start", "PBE", Constraints.ALL, shape, shape, 3));
        return new FineTuneTask.Inputs(
                context.store(
                        "start.xcf",
                        FunctionalFile.MEDIA_TYPE,
                        out -> FunctionalFile.write(start, out)),
                "tuned",
                names("BH"),
                names("H2"),
                names("HF"),
                targets,
                List.of(),
                weights,
                Optional.ofNullable(densities),
                new Source.Name("PBE"),
                TestEngines.gaussian("6-31g", 1),
                1,
                3,
                0.01,
                Optional.empty());
    }

    private static FineTuneTask.Inputs holding(FineTuneTask.Inputs of, double potentials) {
        return new FineTuneTask.Inputs(
                of.functional(),
                of.name(),
                of.train(),
                of.heldOut(),
                of.test(),
                of.targets(),
                of.species(),
                of.weights(),
                of.densities(),
                of.reference(),
                of.engine(),
                of.iterations(),
                of.patience(),
                of.regularisation(),
                Optional.of(potentials));
    }

    @Test
    void potentialsThatAreHeldKeepTheFunctionalAtItsParent() throws Exception {
        var context = new TrialContext(directory);
        var free = inputs(context, List.of(), Map.of(), null);
        double freely = new FineTuneTask().run(free, context).steps().get(1).distance();
        var held = new FineTuneTask().run(holding(free, 1e4), new TrialContext(directory)).steps();
        assertThat(held).hasSizeGreaterThan(1);
        assertThat(held.get(1).distance()).isLessThan(0.3 * freely);
    }

    private static List<Source> names(String... names) {
        return Stream.of(names).map(name -> (Source) new Source.Name(name)).toList();
    }

    private static WatchedDensities watched(Optional<Double> limit) {
        return new WatchedDensities(
                names("H2O", "HF"),
                new Source.Name("PBE0"),
                limit,
                WatchedDensities.Standard.PARENT);
    }

    @Test
    void targetsWithAPurposeJoinTheAtomizationEnergiesAndErrorsAreThoseOfTheSets()
            throws Exception {
        var context = new TrialContext(directory);
        var outputs =
                new FineTuneTask()
                        .run(inputs(context, List.of(EXCHANGE, UNSEEN), Map.of(), null), context);
        assertThat(outputs.rows())
                .extracting(row -> row.set() + " " + row.target() + " " + row.purpose())
                .containsExactly(
                        "W4-11 BH TRAIN",
                        "BH76 exchange TRAIN",
                        "W4-11 H2 HELD_OUT",
                        "W4-11 HF TEST",
                        "BH76 water TEST");
        for (SetErrors set : outputs.sets()) {
            var row =
                    outputs.rows().stream()
                            .filter(r -> r.set().equals(set.set()) && r.purpose() == set.purpose())
                            .findFirst()
                            .orElseThrow();
            assertThat(set.count()).isEqualTo(1);
            assertThat(set.mae()).isEqualTo(Math.abs(row.error().orElseThrow()));
            assertThat(set.parentMae()).isEqualTo(Math.abs(row.parentError().orElseThrow()));
        }
        assertThat(outputs.testErrors()).containsOnlyKeys("W4-11", "BH76");
        assertThat(outputs.testMae().orElseThrow())
                .isCloseTo(
                        outputs.testErrors().values().stream()
                                .mapToDouble(e -> e)
                                .average()
                                .orElseThrow(),
                        within(1e-12));
        // The barrier of the exchange of hydrogen atoms with PBE, which is far too low.
        assertThat(outputs.rows().get(1).referenceError().orElseThrow()).isBetween(-8.0, -4.0);
        assertThat(outputs.densities()).isEmpty();
        assertThat(outputs.densityPlot()).isEmpty();
    }

    @Test
    void weightsMultiplySquaredErrorsInTheLoss() throws Exception {
        var context = new TrialContext(directory);
        var outputs =
                new FineTuneTask()
                        .run(
                                inputs(context, List.of(EXCHANGE), Map.of("BH76", 9.0), null),
                                context);
        double molecule = outputs.rows().get(0).parentError().orElseThrow();
        double barrier = outputs.rows().get(1).parentError().orElseThrow();
        assertThat(outputs.steps().get(0).loss())
                .isCloseTo((molecule * molecule + 9 * barrier * barrier) / 2, within(1e-6));
    }

    @Test
    void aSetCountsAsMuchAsALargerOneWhenTheStepIsChosen() {
        Map<String, Double> none = Map.of("X", 0.0);
        var targets =
                Stream.of(1.0, 3.0, 5.0).map(e -> target(e, "large")).collect(Collectors.toList());
        targets.add(target(-7, "small"));
        assertThat(EnergyTarget.meanOfSets(targets, none)).isEqualTo(5);
        assertThat(EnergyTarget.meanAbsolute(targets, none)).isEqualTo(4);
        var untold =
                targets.stream()
                        .map(t -> new EnergyTarget("", t.coefficients(), t.energy(), "any"))
                        .toList();
        assertThat(EnergyTarget.meanOfSets(untold, none)).isEqualTo(4);
    }

    private static EnergyTarget target(double energy, String set) {
        return new EnergyTarget("", Map.of("X", 1.0), energy, set).with(Purpose.HELD_OUT, 1);
    }

    @Test
    void targetsAndWeightsThatDoNotFitAreRefused() throws Exception {
        var context = new TrialContext(directory);
        var mixed =
                inputs(
                        context,
                        List.of(EXCHANGE, barrier("b", "BH76.RKT06", "BH76.H2", 9.7, null)),
                        Map.of(),
                        null);
        assertThatThrownBy(() -> new FineTuneTask().run(mixed, context))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining("the target 'b' has no purpose, but others have one");
        var weighted = inputs(context, List.of(EXCHANGE), Map.of("S66", 2.0), null);
        assertThatThrownBy(() -> new FineTuneTask().run(weighted, context))
                .isInstanceOf(TaskFailure.class)
                .hasMessageContaining(
                        "a weight is given for 'S66', but the sets of the targets are W4-11, BH76");
    }

    @Test
    void densitiesAreComparedOnOneGridAndALimitKeepsAStepFromBeingTheResult() throws Exception {
        var context = new TrialContext(directory);
        var task = new FineTuneTask();
        var free =
                task.run(inputs(context, List.of(), Map.of(), watched(Optional.empty())), context);
        assertThat(free.kept()).isEqualTo(1);
        assertThat(free.densities()).extracting(DensityRow::molecule).containsExactly("H2O", "HF");
        double expected = distance("H2O") / 10;
        assertThat(free.densities().get(0).reference()).isCloseTo(expected, within(1e-8));
        // The start is PBE itself in another form.
        assertThat(free.densities().get(0).parent()).isCloseTo(expected, within(1e-7));
        assertThat(Math.abs(free.densities().get(0).result() - expected)).isGreaterThan(1e-7);
        assertThat(free.density().orElseThrow())
                .isEqualTo(free.steps().get(1).density().orElseThrow());
        assertThat(free.densityPlot()).isPresent();

        var limited = new TrialContext(directory);
        double below = free.density().orElseThrow() / free.parentDensity().orElseThrow() - 1e-6;
        var kept =
                task.run(
                        inputs(limited, List.of(), Map.of(), watched(Optional.of(below))), limited);
        assertThat(kept.steps()).hasSize(2);
        assertThat(kept.kept()).isZero();
        assertThat(kept.density()).isEqualTo(kept.parentDensity());
    }

    private double distance(String molecule) throws Exception {
        var systems = new Systems(TestEngines.gaussian("6-31g", 1), new TrialContext(directory));
        var named = new NamedMolecule(molecule, Molecules.named(molecule));
        try (Prepared prepared = systems.prepare(named.structure(), 1)) {
            var one = prepared.solve(Functionals.named("PBE"), Optional.empty(), Watch.SILENT);
            var other = prepared.solve(Functionals.named("PBE0"), Optional.empty(), Watch.SILENT);
            return one.distance(other);
        }
    }

    @Test
    void aTuningThatWatchesDensitiesAndIsResumedGivesTheSameBits() throws Exception {
        var undisturbed = new TrialContext(directory);
        var watched = watched(Optional.of(2.0));
        var expected =
                new FineTuneTask()
                        .run(
                                inputs(undisturbed, List.of(EXCHANGE), Map.of(), watched),
                                undisturbed);
        var context = new TrialContext(directory);
        var inputs = inputs(context, List.of(EXCHANGE), Map.of(), watched);
        context.cancelWhen(() -> context.progress.stream().anyMatch(p -> p > 0.6));
        assertThatThrownBy(() -> new FineTuneTask().run(inputs, context))
                .isInstanceOf(CancelledException.class);
        context.cancelWhen(() -> false);
        assertThat(new FineTuneTask().run(inputs, context)).isEqualTo(expected);
    }

    @Test
    void aFunctionalWhoseDensitiesBecomeWorseThanTheReferencesIsNamed() throws Exception {
        var context = new TrialContext(directory);
        var outputs =
                new FineTuneTask()
                        .run(
                                inputs(context, List.of(), Map.of(), watched(Optional.empty())),
                                context);
        boolean worse = outputs.density().orElseThrow() > outputs.referenceDensity().orElseThrow();
        assertThat(context.warnings.stream().anyMatch(w -> w.code().equals("tuned-density-worse")))
                .isEqualTo(worse);
    }

    @Test
    void theStepSolvesItsNormalEquations() {
        double[] jacobian = {1, 2, -1, 0.5, -0.3, 2};
        double[] residuals = {0.7, -1.1};
        double[] displacement = {0.1, -0.2, 0.3};
        double[] step = new GaussNewtonStep(jacobian, residuals, displacement).solve(0.2, 0.05);
        for (int i = 0; i < 3; i++) {
            double gradient = 0.2 * (displacement[i] + step[i]) + 0.05 * step[i];
            for (int t = 0; t < 2; t++) {
                double predicted = residuals[t];
                for (int j = 0; j < 3; j++) {
                    predicted += jacobian[3 * t + j] * step[j];
                }
                gradient += jacobian[3 * t + i] * predicted;
            }
            assertThat(gradient).isCloseTo(0, within(1e-13));
        }
    }
}

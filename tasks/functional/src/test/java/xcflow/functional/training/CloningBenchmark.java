package xcflow.functional.training;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import xcflow.functional.Functionals;
import xcflow.functional.Separable;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.ModelSystems;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.NeuralFunctional;

/**
 * Clones several references with several seeds on model densities and prints the table of
 * docs/cloning.md. Arguments: references, seeds, width, depth, iterations, and {@code closed} in
 * order to train on closed shells alone.
 */
public final class CloningBenchmark {
    private CloningBenchmark() {}

    private record Result(CloneErrors closed, CloneErrors open, double seconds, int steps) {}

    public static void main(String[] arguments) {
        var references = arguments[0].split(",");
        var seeds = Stream.of(arguments[1].split(",")).map(Long::valueOf).toList();
        var shape =
                new Shape(
                        Integer.parseInt(arguments[2]),
                        Integer.parseInt(arguments[3]),
                        Activation.TANH);
        var settings = TrainingSettings.DEFAULT.withIterations(Integer.parseInt(arguments[4]));
        var all =
                ModelSystems.sample(
                        Stream.of(ModelSystems.TRAINING, ModelSystems.HELD_OUT)
                                .flatMap(List::stream)
                                .toList());
        boolean closedOnly = arguments.length > 5 && arguments[5].equals("closed");
        // LYP depends on the spins' gradients one by one, which F_c(r_s, ζ, s) cannot, and its
        // gradient terms explode around compact ions.
        var data =
                all.select(
                        s ->
                                !closedOnly
                                        || closedShell(all, s)
                                                && !all.systems().get(s).equals("1s(30)"));
        var held =
                settings.holdingOut(
                        ModelSystems.HELD_OUT.stream().filter(data.systems()::contains).toList());
        var test = ModelSystems.sample(ModelSystems.TEST);
        var closed = test.select(s -> closedShell(test, s));
        var open = test.select(s -> !closedShell(test, s));
        System.out.println(
                "| reference | architecture | F_x | F_c | v_ρ / µHa | v_σ / µHa | E_xc closed / mHa"
                        + " | worst | E_xc open / mHa | CPU / s | steps |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        for (var name : references) {
            var reference = (Separable) Functionals.named(name);
            var obeyed = ObeyedConstraints.of(reference);
            var variants = new ArrayList<Object[]>();
            variants.add(new Object[] {Architecture.CONSTRAINED, obeyed, "constrained"});
            if (!obeyed.withoutGradients().equals(Constraints.ALL.withoutGradients())) {
                variants.add(
                        new Object[] {
                            Architecture.CONSTRAINED, Constraints.ALL, "constrained, all switches"
                        });
            }
            variants.add(
                    new Object[] {Architecture.UNCONSTRAINED, Constraints.NONE, "unconstrained"});
            for (var variant : variants) {
                var results = new ArrayList<Result>();
                for (long seed : seeds) {
                    var start =
                            NeuralFunctional.untrained(
                                    ((Architecture) variant[0])
                                            .specify(
                                                    "clone",
                                                    name,
                                                    (Constraints) variant[1],
                                                    shape,
                                                    shape,
                                                    seed));
                    results.add(clone(start, reference, data, held, closed, open));
                }
                System.out.println(row(name, (String) variant[2], results));
            }
        }
    }

    private static boolean closedShell(DataSet set, int system) {
        for (int i = 0; i < set.size(); i++) {
            if (set.system()[i] == system && set.points().rhoA[i] != set.points().rhoB[i]) {
                return false;
            }
        }
        return true;
    }

    private static Result clone(
            NeuralFunctional start,
            Separable reference,
            DataSet data,
            TrainingSettings settings,
            DataSet closed,
            DataSet open) {
        var clock = ManagementFactory.getThreadMXBean();
        long before = clock.getCurrentThreadCpuTime();
        var outcome =
                Training.train(
                        start,
                        reference,
                        data,
                        settings,
                        Optional.empty(),
                        TrainingMonitor.NONE,
                        1);
        double seconds = 1e-9 * (clock.getCurrentThreadCpuTime() - before);
        return new Result(
                CloneErrors.measure(outcome.functional(), reference, closed),
                CloneErrors.measure(outcome.functional(), reference, open),
                seconds,
                outcome.curve().size());
    }

    private static String row(String reference, String architecture, List<Result> results) {
        return "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |"
                .formatted(
                        reference,
                        architecture,
                        spread(results, r -> r.closed.exchangeFactor()),
                        spread(results, r -> r.closed.correlationFactor()),
                        spread(results, r -> 1e6 * r.closed.potential()),
                        spread(results, r -> 1e6 * r.closed.gradient()),
                        spread(results, r -> 1e3 * r.closed.energyMean()),
                        number(
                                results.stream()
                                        .mapToDouble(r -> 1e3 * r.closed.energyMaximum())
                                        .max()
                                        .orElseThrow()),
                        spread(results, r -> 1e3 * r.open.energyMean()),
                        spread(results, r -> r.seconds),
                        spread(results, r -> r.steps));
    }

    private static String spread(List<Result> results, ToDoubleFunction<Result> of) {
        double mean = results.stream().mapToDouble(of).average().orElseThrow();
        double variance =
                results.stream()
                        .mapToDouble(r -> Math.pow(of.applyAsDouble(r) - mean, 2))
                        .average()
                        .orElseThrow();
        return number(mean) + (results.size() > 1 ? " ± " + number(Math.sqrt(variance)) : "");
    }

    private static String number(double x) {
        return String.format(
                        Locale.ROOT, Math.abs(x) >= 1e-3 && Math.abs(x) < 1e4 ? "%.3g" : "%.1e", x)
                .replaceAll("e([+-])0?", "e$1");
    }
}

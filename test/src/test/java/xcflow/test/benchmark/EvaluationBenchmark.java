package xcflow.test.benchmark;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.NeuralFunctional;

/** Time per point of neural functionals and of PBE, value and derivatives, on one thread. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public class EvaluationBenchmark {
    private static final int POINTS = 1 << 14;

    /** PBE, or an architecture with the depth and width of its networks. */
    @Param({"PBE", "constrained 2x20", "constrained 3x32", "unconstrained 3x32", "anchored 2x20"})
    private String functional;

    @Param({"false", "true"})
    private boolean polarised;

    /** With the tables that self-consistent calculations use. */
    @Param({"false", "true"})
    private boolean tables;

    private Functional evaluated;
    private Points points;
    private Results results;

    @Setup
    public void prepare() {
        Functional plain =
                functional.contains(" ") ? neural(functional) : Functionals.named(functional);
        evaluated = tables ? plain.tabulated() : plain;
        points = random();
        results = new Results(POINTS, polarised);
    }

    @Benchmark
    @OperationsPerInvocation(POINTS)
    public Results evaluate() {
        evaluated.evaluate(points, results);
        return results;
    }

    private static NeuralFunctional neural(String description) {
        String[] words = description.split("[ x]");
        Architecture architecture = null;
        for (Architecture known : Architecture.values()) {
            if (known.label().equals(words[0])) {
                architecture = known;
            }
        }
        Shape shape =
                new Shape(Integer.parseInt(words[2]), Integer.parseInt(words[1]), Activation.TANH);
        Constraints kept =
                architecture == Architecture.UNCONSTRAINED ? Constraints.NONE : Constraints.ALL;
        return NeuralFunctional.untrained(
                architecture.specify(description, "PBE", kept, shape, shape, 1));
    }

    /** Densities over five orders of magnitude: harder on tables than those of a molecule. */
    private Points random() {
        Random random = new Random(1);
        Points made = Points.allocate(POINTS, polarised);
        for (int i = 0; i < POINTS; i++) {
            double rho = Math.exp(-8 + 12 * random.nextDouble());
            double gradient = 24 * Math.pow(rho, 4.0 / 3) * random.nextDouble();
            double up = polarised ? random.nextDouble() : 1;
            double a = up * gradient;
            made.rhoA[i] = up * rho;
            made.sigmaAA[i] = a * a;
            if (polarised) {
                double b = (1 - up) * gradient;
                made.rhoB[i] = (1 - up) * rho;
                made.sigmaBB[i] = b * b;
                made.sigmaAB[i] = a * b * (2 * random.nextDouble() - 1);
            }
        }
        return made;
    }
}

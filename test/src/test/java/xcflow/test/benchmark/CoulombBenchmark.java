package xcflow.test.benchmark;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.gaussian.integral.ExactCoulomb;
import xcflow.gaussian.integral.FittedCoulomb;
import xcflow.gaussian.integral.OneElectron;
import xcflow.gaussian.integral.ScreenedAtoms;
import xcflow.numerics.LinearAlgebra;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Molecules;

/** Coulomb matrices of a molecule: what is prepared once, and what each iteration costs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class CoulombBenchmark {
    @Param({"H2O", "benzene"})
    private String molecule;

    @Param({"def2-svp", "def2-tzvp"})
    private String basisSet;

    @Param("1")
    private int threads;

    /** Below which integrals are left out. */
    @Param("1e-10")
    private double threshold;

    private Workers workers;
    private Basis basis;
    private double[] density;
    private ExactCoulomb exact;
    private FittedCoulomb fitted;

    @Setup
    public void prepare() {
        workers = new Workers(threads);
        basis = Basis.of(Molecules.parse(molecule), BasisSet.of(basisSet));
        density = density();
        exact = prepareExact();
        fitted = prepareFitted();
    }

    @TearDown
    public void end() {
        workers.close();
    }

    @Benchmark
    public final ExactCoulomb prepareExact() {
        return new ExactCoulomb(basis, threshold, workers);
    }

    @Benchmark
    public final FittedCoulomb prepareFitted() {
        Basis auxiliary = Basis.fitting(basis.molecule(), "def2-universal-jfit");
        return new FittedCoulomb(basis, auxiliary, workers);
    }

    @Benchmark
    public double[] exact() {
        return exact.build(density);
    }

    @Benchmark
    public double[] fitted() {
        return fitted.build(density);
    }

    /** Of the electrons in the field of model atoms; [n × n], row-major. */
    private double[] density() {
        int n = basis.count();
        OneElectron integrals = OneElectron.of(basis, workers);
        double[] vectors = integrals.overlap().clone();
        double[] values = LinearAlgebra.eigenSymmetric(n, vectors);
        for (int i = 0; i < n * n; i++) {
            vectors[i] /= Math.sqrt(values[i / n]);
        }
        double[] fock = integrals.core();
        double[] field = ScreenedAtoms.coulomb(basis, workers);
        Arrays.setAll(fock, i -> fock[i] + field[i]);
        double[] half = new double[n * n];
        double[] transformed = new double[n * n];
        LinearAlgebra.multiply(false, false, n, n, n, 1, vectors, fock, 0, half);
        LinearAlgebra.multiply(false, true, n, n, n, 1, half, vectors, 0, transformed);
        LinearAlgebra.eigenSymmetric(n, transformed);
        int occupied = basis.valence().alpha();
        double[] orbitals = new double[occupied * n];
        double[] lowest = Arrays.copyOf(transformed, occupied * n);
        LinearAlgebra.multiply(false, false, occupied, n, n, 1, lowest, vectors, 0, orbitals);
        double[] made = new double[n * n];
        LinearAlgebra.multiply(true, false, n, n, occupied, 2, orbitals, orbitals, 0, made);
        return made;
    }
}

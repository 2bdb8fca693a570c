package xcflow.gaussian.integral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import xcflow.gaussian.CoreReferences;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.gaussian.basis.CorePotential;
import xcflow.numerics.Element;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/** Integrals over effective core potentials. */
class CorePotentialsTest {
    private static final Workers WORKERS = new Workers(2);
    private static final Element SODIUM = Element.ofNumber(11);
    private static final Element HYDROGEN = Element.ofNumber(1);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    static Stream<CoreReferences.Row> rows() {
        return CoreReferences.load().integrals().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void agreeWithAnotherProgram(CoreReferences.Row row) {
        Basis basis = row.functions();
        double[] matrix = CorePotentials.matrix(basis, WORKERS);
        double[] image = new double[basis.count()];
        for (int i = 0; i < image.length; i++) {
            for (int j = 0; j < image.length; j++) {
                image[i] += matrix[i * image.length + j] * Math.cos(j + 1);
            }
        }
        assertThat(image).containsExactly(row.image(), within(1e-9));
    }

    /** A set with one Gaussian of each l at sodium and hydrogen, and one potential at sodium. */
    private static BasisSet set(int l, double alpha, CorePotential potential) {
        var one = new BasisSet.Contraction(l, new double[] {alpha}, new double[] {1});
        return new BasisSet(
                "one",
                Map.of(SODIUM, List.of(one), HYDROGEN, List.of(one)),
                Map.of(SODIUM, potential));
    }

    private static CorePotential semilocal(int l, CorePotential.Term term) {
        List<List<CorePotential.Term>> parts = new ArrayList<>();
        for (int k = 0; k < l; k++) {
            parts.add(List.of());
        }
        parts.add(List.of(term));
        return new CorePotential(10, List.of(), parts);
    }

    /** ⟨r^(n−2) e^(−ζr²)⟩ = Γ(l + (n+1)/2) / Γ(l + 3/2) · (2α)^(l+3/2) / (2α + ζ)^(l+(n+1)/2). */
    private static double closedForm(int l, int n, double alpha, double zeta) {
        double ratio = 1;
        for (int k = 0; k < l; k++) {
            ratio *= (k + 0.5 * (n + 1)) / (k + 1.5);
        }
        double[] atZero = {2, 2 / Math.sqrt(Math.PI), 1};
        return ratio
                * atZero[n]
                * Math.pow(2 * alpha, l + 1.5)
                / Math.pow(2 * alpha + zeta, l + 0.5 * (n + 1));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0.3, 2.0",
        "0, 1, 50000, 300",
        "0, 2, 1.2, 0.1",
        "1, 0, 2.0, 1.0",
        "2, 1, 0.4, 900",
        "3, 2, 1.1, 3.0",
        "4, 0, 0.9, 0.2",
        "5, 1, 0.7, 4.0"
    })
    void haveTheirClosedFormAtTheirOwnCentre(int l, int n, double alpha, double zeta) {
        var term = new CorePotential.Term(n, zeta, 1.7);
        Molecule atom = new Molecule(List.of(new Atom(SODIUM, 0.3, -0.2, 0.9)), 0, 1);
        double expected = 1.7 * closedForm(l, n, alpha, zeta);
        for (CorePotential potential :
                List.of(semilocal(l, term), new CorePotential(10, List.of(term), List.of()))) {
            BasisSet set = set(l, alpha, potential);
            double[] matrix = CorePotentials.matrix(basis(atom, set), WORKERS);
            for (int i = 0; i < matrix.length; i++) {
                boolean diagonal = i % (2 * l + 2) == 0;
                assertThat(matrix[i])
                        .isCloseTo(diagonal ? expected : 0, within(1e-13 * Math.max(1, expected)));
            }
        }
    }

    private static Basis basis(Molecule molecule, BasisSet set) {
        return Basis.of(molecule, set, xcflow.gaussian.basis.AngularFunctions.SPHERICAL);
    }

    /**
     * Projections on all angular momenta that functions have near the potential sum to the local
     * potential: two entirely different ways to the same number.
     */
    @ParameterizedTest
    @CsvSource({"0, 0", "0, 1", "0, 2", "1, 0", "1, 2", "2, 1", "3, 0", "3, 2"})
    void projectionsSumToTheLocalPotential(int l, int n) {
        var term = new CorePotential.Term(n, 3.0, 1.3);
        List<List<CorePotential.Term>> all = new ArrayList<>();
        for (int k = 0; k <= CorePotential.MAX_L; k++) {
            all.add(List.of(term));
        }
        Molecule pair =
                new Molecule(
                        List.of(new Atom(SODIUM, 0.1, 0, 0), new Atom(SODIUM, 0.1, 0.1, 0.25)),
                        0,
                        0);
        double[] local =
                CorePotentials.matrix(
                        basis(pair, set(l, 0.3, new CorePotential(10, List.of(term), List.of()))),
                        WORKERS);
        double[] projected =
                CorePotentials.matrix(
                        basis(pair, set(l, 0.3, new CorePotential(10, List.of(), all))), WORKERS);
        assertThat(projected).containsExactly(local, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({"AuH, def2-svp", "ICl, lanl2dz", "RbAu, lanl2dz"})
    void haveTheGradientOfTheirDifferences(String name, String set) {
        CoreReferences.Row row =
                rows().filter(r -> r.name().equals(name) && r.basis().equals(set))
                        .findFirst()
                        .orElseThrow();
        assertSlopes(row.molecule(), row.set());
    }

    /** Of the two parts by themselves, with functions up to f. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "2, 2", "3, 0"})
    void partsHaveTheGradientOfTheirDifferences(int l, int n) {
        var term = new CorePotential.Term(n, 0.7, 1.3);
        Molecule pair =
                new Molecule(
                        List.of(new Atom(SODIUM, 0.1, 0.2, 0), new Atom(HYDROGEN, 0.9, 0.1, 1.5)),
                        0,
                        0);
        assertSlopes(pair, set(l, 0.8, new CorePotential(10, List.of(term), List.of())));
        for (int k : new int[] {0, l, Math.min(l + 1, CorePotential.MAX_L)}) {
            assertSlopes(pair, set(l, 0.8, semilocal(k, term)));
        }
    }

    /** In steps so small that rounding and curvature both are below 1e-8. */
    private static void assertSlopes(Molecule molecule, BasisSet set) {
        Basis basis = basis(molecule, set);
        int n = basis.count();
        double[] density = new double[n * n];
        Random random = new Random(3);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                density[i * n + j] = random.nextDouble() - 0.5;
                density[j * n + i] = density[i * n + j];
            }
        }
        double[] gradient = new IntegralGradient(basis, WORKERS).corePotential(density);
        double step = 1e-3;
        double[] slopes = new double[gradient.length];
        for (int i = 0; i < gradient.length; i++) {
            double near =
                    energy(molecule, set, density, i, step)
                            - energy(molecule, set, density, i, -step);
            double far =
                    energy(molecule, set, density, i, 2 * step)
                            - energy(molecule, set, density, i, -2 * step);
            slopes[i] = (8 * near - far) / (12 * step);
        }
        assertThat(gradient).containsExactly(slopes, within(1e-8));
    }

    private static double energy(
            Molecule molecule, BasisSet set, double[] density, int at, double step) {
        List<Atom> atoms = new ArrayList<>(molecule.atoms());
        Atom a = atoms.get(at / 3);
        double[] moved = {a.x(), a.y(), a.z()};
        moved[at % 3] += step;
        atoms.set(at / 3, new Atom(a.element(), moved[0], moved[1], moved[2]));
        double[] matrix =
                CorePotentials.matrix(
                        basis(new Molecule(atoms, 0, molecule.unpaired()), set), WORKERS);
        double sum = 0;
        for (int i = 0; i < matrix.length; i++) {
            sum += matrix[i] * density[i];
        }
        return sum;
    }

    /** Hydrogen 20 bohr away has nothing of the potential, and costs nothing. */
    @Test
    void endAtADistance() {
        CorePotential potential = semilocal(1, new CorePotential.Term(2, 1.0, 5.0));
        Molecule far =
                new Molecule(
                        List.of(new Atom(SODIUM, 0, 0, 0), new Atom(HYDROGEN, 0, 0, 20)), 0, 0);
        double[] matrix = CorePotentials.matrix(basis(far, set(1, 2.0, potential)), WORKERS);
        assertThat(matrix[3 * 6 + 3]).isZero();
    }

    @Test
    void doNotDependOnTheNumberOfThreads() {
        Basis basis = rows().findFirst().orElseThrow().functions();
        try (Workers one = new Workers(1)) {
            assertThat(CorePotentials.matrix(basis, WORKERS))
                    .isEqualTo(CorePotentials.matrix(basis, one));
        }
    }
}

package xcflow.gaussian.integral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.BasisSet;
import xcflow.numerics.Element;
import xcflow.numerics.LinearAlgebra;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/** What holds for the integrals of any molecule, wherever it lies. */
class IntegralLawsTest {
    private static final BasisSet SET = BasisSet.of("cc-pvtz");
    private final Workers workers = new Workers(1);

    /** HF in a plane, turned by two angles and moved. */
    private static Basis turned(double first, double second, double shift) {
        double x = 1.7 * Math.cos(first) * Math.cos(second);
        double y = 1.7 * Math.sin(first) * Math.cos(second);
        double z = 1.7 * Math.sin(second);
        return Basis.of(
                new Molecule(
                        List.of(
                                new Atom(Element.ofNumber(9), shift, -shift, 2 * shift),
                                new Atom(Element.ofNumber(1), x + shift, y - shift, z + 2 * shift)),
                        0,
                        0),
                SET);
    }

    @Property(tries = 5)
    void spectraDoNotDependOnOrientationOrPlace(
            @ForAll @DoubleRange(min = 0, max = 6) double first,
            @ForAll @DoubleRange(min = -1.5, max = 1.5) double second,
            @ForAll @DoubleRange(min = -3, max = 3) double shift) {
        OneElectron still = OneElectron.of(turned(0.3, 0.2, 0), workers);
        OneElectron moved = OneElectron.of(turned(first, second, shift), workers);
        assertThat(spectrum(moved.overlap()))
                .containsExactly(spectrum(still.overlap()), within(1e-12));
        assertThat(spectrum(moved.kinetic()))
                .containsExactly(spectrum(still.kinetic()), within(1e-9));
        assertThat(spectrum(moved.attraction()))
                .containsExactly(spectrum(still.attraction()), within(1e-10));
    }

    @Property(tries = 3)
    void theFieldOfADensityDoesNotDependOnOrientationOrPlace(
            @ForAll @DoubleRange(min = 0, max = 6) double first,
            @ForAll @DoubleRange(min = -1.5, max = 1.5) double second,
            @ForAll @DoubleRange(min = -3, max = 3) double shift) {
        assertThat(spectrum(fieldOfOverlap(turned(first, second, shift))))
                .containsExactly(spectrum(fieldOfOverlap(turned(0.3, 0.2, 0))), within(1e-8));
    }

    @Property(tries = 3)
    void repulsionIntegralsHaveEightfoldSymmetryAndPositiveSelfEnergies(
            @ForAll @DoubleRange(min = 0, max = 6) double first,
            @ForAll @DoubleRange(min = -1.5, max = 1.5) double second) {
        FourIndex integrals = FourIndex.of(turned(first, second, 0), workers);
        int pairs = FourIndex.pairs(integrals.n());
        for (int i = 0; i < pairs; i++) {
            assertThat(integrals.values()[i * pairs + i]).isPositive();
            for (int j = 0; j < i; j++) {
                assertThat(integrals.values()[i * pairs + j])
                        .isCloseTo(integrals.values()[j * pairs + i], within(1e-11));
            }
        }
    }

    @Property(tries = 5)
    void thePotentialOfTheKernelIsThatOfAPlainSum(
            @ForAll @DoubleRange(min = -2, max = 2) double x,
            @ForAll @DoubleRange(min = -2, max = 2) double y,
            @ForAll @DoubleRange(min = 0.05, max = 20) double exponent) {
        int braOrder = 3;
        int ketOrder = 4;
        Distribution bra = new Distribution(1.1, x, y, 0.7, braOrder, List.of(), 1);
        Distribution ket = new Distribution(exponent, 0.2, -0.4, 0.1, ketOrder, List.of(), 1);
        HermiteField field = HermiteField.zero(List.of(ket));
        for (int h = 0; h < field.values().length; h++) {
            field.values()[h] = Math.cos(h);
        }
        CoulombKernel kernel = new CoulombKernel(braOrder, ketOrder);
        double[] found = new double[Hermite.count(braOrder)];
        kernel.start(bra);
        kernel.collect(field.blocks(new int[] {0}).get(0), 1);
        kernel.finish(found, 0);
        double[] expected = new double[found.length];
        double scale = 0;
        for (int a = 0; a < expected.length; a++) {
            for (int b = 0; b < field.values().length; b++) {
                double sign = Hermite.degree(b) % 2 == 0 ? 1 : -1;
                expected[a] += sign * PlainRepulsion.between(bra, a, ket, b) * field.values()[b];
            }
            scale = Math.max(scale, Math.abs(expected[a]));
        }
        assertThat(found).containsExactly(expected, within(1e-12 * Math.max(1, scale)));
    }

    private double[] fieldOfOverlap(Basis basis) {
        int n = basis.count();
        double[] overlap = OneElectron.overlap(basis, workers);
        double[] inverse = new double[n * n];
        for (int i = 0; i < n; i++) {
            inverse[i * n + i] = 1;
        }
        LinearAlgebra.solvePositive(n, overlap.clone(), n, inverse);
        double[] field = new ExactCoulomb(basis, 1e-12, workers).build(inverse);
        double[] product = new double[n * n];
        LinearAlgebra.multiply(false, false, n, n, n, 1, field, overlap, 0, product);
        LinearAlgebra.multiply(false, false, n, n, n, 1, overlap, product, 0, field);
        return field;
    }

    private static double[] spectrum(double[] matrix) {
        int n = (int) Math.round(Math.sqrt(matrix.length));
        return LinearAlgebra.eigenSymmetric(n, matrix.clone());
    }
}

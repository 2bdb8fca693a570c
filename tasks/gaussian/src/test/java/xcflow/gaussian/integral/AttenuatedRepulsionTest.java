package xcflow.gaussian.integral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import xcflow.gaussian.basis.Basis;
import xcflow.numerics.Element;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/** Integrals over erf(ωr)/r and erfc(ωr)/r of OH in def2-SVP against PySCF 2.14.0. */
class AttenuatedRepulsionTest {
    private static final double OMEGA = 0.4;

    private static FourIndex integrals(Repulsion repulsion) {
        var molecule =
                new Molecule(
                        List.of(
                                new Atom(Element.ofNumber(8), 0, 0, 0),
                                new Atom(Element.ofNumber(1), 0.3, 1.1, 1.4)),
                        0,
                        1);
        var basis = Basis.of(molecule, "def2-svp");
        try (var workers = new Workers(1)) {
            return FourIndex.of(basis, repulsion, workers);
        }
    }

    /** Σ (aa|bb), Σ (ab|ab), Σ (ab|cd)², none of which depends on the order of the functions. */
    private static double[] sums(FourIndex integrals) {
        double[] sums = new double[3];
        int n = integrals.n();
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                sums[0] += integrals.get(a, a, b, b);
                sums[1] += integrals.get(a, b, a, b);
                for (int c = 0; c < n; c++) {
                    for (int d = 0; d < n; d++) {
                        sums[2] += Math.pow(integrals.get(a, b, c, d), 2);
                    }
                }
            }
        }
        return sums;
    }

    @Test
    void thoseOfTheWholeAreAsBefore() {
        assertThat(sums(integrals(Repulsion.COULOMB)))
                .containsExactly(
                        new double[] {234.34666162645834, 41.38073786470508, 424.78933111036235},
                        within(1e-9));
    }

    @Test
    void thoseOfLongRangeAreThoseOfPyscf() {
        assertThat(sums(integrals(new Repulsion(0, 1, OMEGA))))
                .containsExactly(
                        new double[] {130.82550956828302, 11.828146614102401, 109.57057106989066},
                        within(1e-9));
    }

    @Test
    void shortRangeIsTheRest() {
        double[] both = sums(integrals(Repulsion.withShortRange(0, 1, OMEGA)));
        assertThat(both[0]).isCloseTo(234.34666162645834 - 130.82550956828302, within(1e-9));
        assertThat(both[1]).isCloseTo(41.38073786470508 - 11.828146614102401, within(1e-9));
    }

    @Test
    void ofAnExtremeRangeTheyAreAllOrNothing() {
        double[] all = sums(integrals(Repulsion.withShortRange(0.5, 0.5, 1e-6)));
        assertThat(all[0]).isCloseTo(234.34666162645834, within(1e-3));
        double[] half = sums(integrals(Repulsion.withShortRange(0.5, 0.5, 1e7)));
        assertThat(half[0]).isCloseTo(0.5 * 234.34666162645834, within(1e-6));
    }
}

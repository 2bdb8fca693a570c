package xcflow.numerics.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numerics")
class SelfTestTest {
    @Test
    void theKernelInUsePasses() {
        assertThat(SelfTest.run(new OpenBlas()))
                .hasSize(10)
                .allSatisfy(check -> assertThat(check.error()).isLessThan(1e-13));
    }

    /** As OpenBLAS 0.3.19 does with AVX-512: the factorisation stops in the middle. */
    @Test
    void catchesAFactorisationThatGivesUp() {
        Check check =
                find(
                        "dpotrf",
                        new OpenBlas() {
                            @Override
                            public int dpotrf(int n, double[] a) {
                                return n < 50 ? super.dpotrf(n, a) : 50;
                            }
                        });
        assertThat(check.passed()).isFalse();
        assertThat(check.worstSize()).isEqualTo(50);
        assertThat(check.error()).isInfinite();
    }

    /** A single element, wrong in the tenth digit, at one size only. */
    @Test
    void catchesOneWrongElementOfAProduct() {
        Check check =
                find(
                        "zgemm",
                        new OpenBlas() {
                            @Override
                            public void zgemm(
                                    boolean adjoint, int m, int n, int k, Arrays3 matrices) {
                                super.zgemm(adjoint, m, n, k, matrices);
                                if (n == 65) {
                                    matrices.c()[65] *= 1 + 1e-9;
                                }
                            }
                        });
        assertThat(check.passed()).isFalse();
        assertThat(check.worstSize()).isEqualTo(65);
    }

    @Test
    void catchesEigenvectorsThatAreNotOrthogonalAndNumbersThatAreNone() {
        OpenBlas wrong =
                new OpenBlas() {
                    @Override
                    public int dsyevd(int n, double[] a, double[] values) {
                        int info = super.dsyevd(n, a, values);
                        a[0] = n == 41 ? a[0] + 1e-8 : a[0];
                        return info;
                    }

                    @Override
                    public int zheevd(int n, double[] a, double[] values) {
                        int info = super.zheevd(n, a, values);
                        values[n - 1] = n == 33 ? Double.NaN : values[n - 1];
                        return info;
                    }
                };
        assertThat(find("dsyevd", wrong).passed()).isFalse();
        assertThat(find("zheevd", wrong).error()).isInfinite();
        assertThat(find("dgemm", wrong).passed()).isTrue();
    }

    private static Check find(String routine, Routines routines) {
        List<Check> checks = SelfTest.run(routines);
        return checks.stream().filter(c -> c.routine().equals(routine)).findFirst().orElseThrow();
    }
}

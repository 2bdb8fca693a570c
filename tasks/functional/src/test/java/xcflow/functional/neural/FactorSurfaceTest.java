package xcflow.functional.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FactorSurfaceTest {
    private static final int BLOCK = FactorKernel.BLOCK;

    private static Factor correlation(Architecture architecture, long seed, double scale) {
        return EnergyVolumeTest.functional(architecture, seed, scale).correlationFactor();
    }

    private static Variables random(long seed) {
        var random = new Random(seed);
        var variables = new Variables(BLOCK, false);
        for (int k = 0; k < BLOCK; k++) {
            double rs = Math.exp(-4 + 15 * random.nextDouble());
            variables.set(k, rs, 0, Math.exp(-20 + 40 * random.nextDouble()));
        }
        return variables;
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void agreesWithTheNetwork(Architecture architecture) {
        for (long seed = 1; seed <= 3; seed++) {
            var factor = correlation(architecture, seed, 1.5);
            var network = new FactorKernel(factor);
            var result = new FactorKernel(factor);
            var surface = new SurfaceKernel(new FactorSurface(), factor);
            for (int repeat = 0; repeat < 20; repeat++) {
                var variables = random(100 * seed + repeat);
                network.evaluate(variables, BLOCK);
                surface.evaluate(variables, BLOCK, result);
                for (int k = 0; k < BLOCK; k++) {
                    assertThat(result.f[k]).isCloseTo(network.f[k], within(2e-11));
                    assertThat(variables.rs[k] * result.byRs[k])
                            .isCloseTo(variables.rs[k] * network.byRs[k], within(5e-9));
                    assertThat((1 + variables.p[k]) * result.byP[k])
                            .isCloseTo((1 + variables.p[k]) * network.byP[k], within(5e-9));
                }
            }
        }
    }

    @Test
    void theUniformGasIsExact() {
        var factor = correlation(Architecture.CONSTRAINED, 1, 1);
        var result = new FactorKernel(factor);
        var variables = new Variables(1, false);
        variables.set(0, 2, 0, 0);
        new SurfaceKernel(new FactorSurface(), factor).evaluate(variables, 1, result);
        assertThat(result.f[0]).isEqualTo(1);
    }

    @Test
    void aNetworkTooRoughForPolynomialsIsAskedItself() {
        var factor = correlation(Architecture.CONSTRAINED, 4, 1000);
        var network = new FactorKernel(factor);
        var result = new FactorKernel(factor);
        var surface = new SurfaceKernel(new FactorSurface(), factor);
        int same = 0;
        var variables = random(1);
        network.evaluate(variables, BLOCK);
        surface.evaluate(variables, BLOCK, result);
        for (int k = 0; k < BLOCK; k++) {
            assertThat(result.f[k]).isCloseTo(network.f[k], within(2e-11));
            same += result.f[k] == network.f[k] && result.byP[k] == network.byP[k] ? 1 : 0;
        }
        assertThat(same).isGreaterThan(10);
    }

    @Test
    void whatAPointGivesDoesNotDependOnThePointsBefore() {
        var factor = correlation(Architecture.CONSTRAINED, 2, 1.5);
        var once = new FactorKernel(factor);
        var again = new FactorKernel(factor);
        var variables = random(1);
        new SurfaceKernel(new FactorSurface(), factor).evaluate(variables, BLOCK, once);
        var used = new SurfaceKernel(new FactorSurface(), factor);
        used.evaluate(random(2), BLOCK, again);
        used.evaluate(variables, BLOCK, again);
        assertThat(again.f).isEqualTo(once.f);
        assertThat(again.byRs).isEqualTo(once.byRs);
        assertThat(again.byP).isEqualTo(once.byP);
    }
}

package xcflow.functional.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import xcflow.functional.Functionals;
import xcflow.functional.Variable;

class AuditGridTest {
    private static final AuditGrid GRID = AuditGrid.kinetic();

    @Test
    void allAlphasFromASingleOrbitalToItsLimitAreTried() {
        assertThat(GRID.alpha()).startsWith(0).contains(1, 100).endsWith(1e6);
        assertThat(GRID.size()).isEqualTo(21 * 6 * 51 * GRID.alpha().length);
        assertThat(GRID.point(0).alpha()).hasValue(0);
        assertThat(GRID.point(GRID.size() - 1).alpha()).hasValue(1e6);
    }

    @Test
    void noPointHasLessKineticEnergyThanASingleOrbital() {
        var points = EnhancementFactors.points(GRID.size(), GRID::point, Variable.KINETIC);
        double[][] tau = points.of(Variable.TAU);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < points.size(); i++) {
            double up = points.sigmaAA[i] / (8 * points.rhoA[i]);
            double down = points.rhoB[i] == 0 ? 0 : points.sigmaBB[i] / (8 * points.rhoB[i]);
            least = Math.min(least, Math.min(tau[0][i] - up, tau[1][i] - down));
        }
        assertThat(least).isGreaterThanOrEqualTo(0);
    }

    @Test
    void aSingleOrbitalAlwaysHasAGradient() {
        assertThat(GRID.point(0).s()).isEqualTo(0.02);
        assertThat(GRID.point(1).s()).isEqualTo(0.1, within(1e-15));
    }

    @Test
    void aPointAtAnotherDensityIsTheSameButForThat() {
        for (int i = 0; i < GRID.size(); i += 977) {
            var other = GRID.at(5000, GRID.withoutDensity(i));
            assertThat(other).isEqualTo(GRID.point(i).withRs(5000));
        }
    }

    @Test
    void theGridHasTheVariablesOfEitherFunctional() {
        var pbe = Functionals.named("PBE");
        assertThat(AuditGrid.fitting(pbe).isKinetic()).isFalse();
        assertThat(AuditGrid.fitting(pbe, Functionals.named("TPSS")).isKinetic()).isTrue();
    }
}

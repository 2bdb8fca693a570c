package xcflow.functional.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.functional.Functionals;
import xcflow.functional.Separable;

class AuditTest {
    private static Separable functional(String name) {
        return (Separable) Functionals.named(name);
    }

    private static List<Constraint> violated(AuditReport report) {
        return report.entries().stream()
                .map(AuditReport.Entry::finding)
                .filter(Finding::isViolated)
                .map(Finding::constraint)
                .toList();
    }

    @Test
    void pbeBreaksOnlyTheConjectureAboutKineticCorrelationAndTheOneElectronLimit() {
        var report = AuditReport.of(functional("PBE"));
        assertThat(violated(report))
                .containsExactly(
                        Constraint.KINETIC_CORRELATION_CONJECTURE, Constraint.ONE_ELECTRON);
        var conjecture = report.finding(Constraint.KINETIC_CORRELATION_CONJECTURE);
        assertThat(conjecture.first().s()).isBetween(0.6, 0.8);
    }

    @Test
    void pbesGradientCoefficientIsMeasured() {
        var report = AuditReport.of(functional("PBE"));
        assertThat(report.finding(Constraint.GRADIENT_COEFFICIENT).value())
                .isCloseTo(0.2195149727645171, within(1e-7));
    }

    @Test
    void blypGivesPositiveCorrelationEnergiesBeyondAReducedGradientOf17() {
        var finding =
                AuditReport.of(functional("BLYP")).finding(Constraint.CORRELATION_NON_POSITIVE);
        assertThat(finding.holds()).isFalse();
        assertThat(finding.first().s()).isBetween(1.7, 1.8);
    }

    @Test
    void lypHasNoCorrelationForOneElectron() {
        var report = AuditReport.of(functional("BLYP"));
        assertThat(report.finding(Constraint.ONE_ELECTRON).holds()).isTrue();
        assertThat(report.finding(Constraint.CORRELATION_UNIFORM_LIMIT).holds()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"revPBE", "BLYP"})
    void exchangeBeyondTheLocalLiebOxfordBoundIsFound(String name) {
        var finding = AuditReport.of(functional(name)).finding(Constraint.EXCHANGE_LIEB_OXFORD);
        assertThat(finding.holds()).isFalse();
    }

    @Test
    void pbesolGivesUpTheLinearResponseForTheGradientExpansion() {
        var report = AuditReport.of(functional("PBEsol"));
        assertThat(violated(report)).contains(Constraint.LINEAR_RESPONSE);
        assertThat(report.finding(Constraint.GRADIENT_COEFFICIENT).value())
                .isCloseTo(10.0 / 81, within(1e-6));
    }

    @Test
    void aFunctionalIsJudgedAgainstItsParent() {
        var report = AuditReport.of(functional("revPBE"), functional("PBE"));
        assertThat(report.count(AuditReport.Judgement.LOST)).isPositive();
        assertThat(report.count(AuditReport.Judgement.INHERITED)).isEqualTo(2);
        assertThat(AuditText.markdown(report)).contains("Compared with PBE");
    }

    @Test
    void everyFunctionalIsItsOwnFaithfulClone() {
        var report = AuditReport.of(functional("PBE"), functional("PBE"));
        assertThat(report.count(AuditReport.Judgement.KEPT)).isEqualTo(report.held());
        assertThat(report.count(AuditReport.Judgement.LOST)).isZero();
        assertThat(report.count(AuditReport.Judgement.WORSENED)).isZero();
    }
}

package xcflow.functional.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static xcflow.functional.audit.Constraint.*;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xcflow.functional.Functionals;
import xcflow.functional.Separable;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.DescriptorSet;
import xcflow.functional.neural.NeuralFunctional;

/** Which constraints meta-GGAs obey, beside what the literature says of them. */
class KineticAuditTest {
    private static AuditReport audit(String name) {
        return AuditReport.of((Separable) Functionals.named(name));
    }

    private static List<Constraint> violated(AuditReport report) {
        return report.entries().stream()
                .map(AuditReport.Entry::finding)
                .filter(Finding::isViolated)
                .map(Finding::constraint)
                .toList();
    }

    /**
     * J. Sun, A. Ruzsinszky and J. P. Perdew, Phys. Rev. Lett. 115, 036402 (2015): all known
     * constraints that a meta-GGA can obey. That T_c ≤ −E_c is a conjecture, not among them.
     */
    @Test
    void scanObeysEverythingThatItClaims() {
        var report = audit("SCAN");
        assertThat(violated(report)).containsExactly(KINETIC_CORRELATION_CONJECTURE);
        assertThat(report.finding(KINETIC_CORRELATION_CONJECTURE).value()).isLessThan(1e-5);
        assertThat(report.finding(EXCHANGE_SECOND_ORDER).value())
                .isCloseTo(10.0 / 81, within(1e-7));
        assertThat(report.finding(CORRELATION_SECOND_ORDER).value())
                .isCloseTo(0.066725, within(1e-5));
        assertThat(report.applying()).isEqualTo(25);
        assertThat(report.finding(LINEAR_RESPONSE).exempt()).isPresent();
    }

    /**
     * J. W. Furness et al., J. Phys. Chem. Lett. 11, 8208 (2020): the uniform gas and the second
     * order are restored, the fourth order of exchange is not.
     */
    @Test
    void r2scanLosesTheFourthOrderOfExchangeAlone() {
        var report = audit("r2SCAN");
        assertThat(violated(report))
                .containsExactly(KINETIC_CORRELATION_CONJECTURE, EXCHANGE_FOURTH_ORDER);
        assertThat(report.finding(EXCHANGE_SECOND_ORDER).value())
                .isCloseTo(10.0 / 81, within(1e-6));
        assertThat(report.finding(EXCHANGE_FOURTH_ORDER).value()).isGreaterThan(0.1);
    }

    /**
     * A. P. Bartók and J. R. Yates, J. Chem. Phys. 150, 161101 (2019), and what Furness et al. say
     * of it: neither the uniform gas nor the scaling of exchange nor the gradient expansion.
     */
    @Test
    void rscanLosesTheUniformGasItsScalingAndTheGradientExpansion() {
        var report = audit("rSCAN");
        assertThat(violated(report))
                .contains(
                        EXCHANGE_UNIFORM_LIMIT,
                        CORRELATION_UNIFORM_LIMIT,
                        EXCHANGE_SCALING,
                        CORRELATION_SCALING,
                        EXCHANGE_SECOND_ORDER,
                        EXCHANGE_FOURTH_ORDER,
                        CORRELATION_SECOND_ORDER)
                .doesNotContain(
                        EXCHANGE_SINGLE_ORBITAL_BOUND,
                        EXCHANGE_TIGHT_BOUND,
                        EXCHANGE_DECAY,
                        ONE_ELECTRON,
                        SPIN_SCALING);
        assertThat(report.finding(EXCHANGE_SCALING).worst().rs()).isEqualTo(100, within(1e-9));
        assertThat(report.finding(EXCHANGE_SECOND_ORDER).value()).isCloseTo(0.244, within(1e-3));
    }

    /**
     * J. P. Perdew, A. Ruzsinszky, J. Sun and K. Burke, J. Chem. Phys. 140, 18A533 (2014): TPSS
     * obeys 1.804 and not 1.174; its gradient expansion is right to the fourth order (Phys. Rev.
     * Lett. 91, 146401 (2003)).
     */
    @Test
    void tpssBreaksTheTightBoundsAndKeepsTheGradientExpansion() {
        var report = audit("TPSS");
        assertThat(violated(report))
                .containsExactly(
                        KINETIC_CORRELATION_BOUND,
                        KINETIC_CORRELATION_CONJECTURE,
                        EXCHANGE_SINGLE_ORBITAL_BOUND,
                        EXCHANGE_TIGHT_BOUND,
                        EXCHANGE_DECAY,
                        LIEB_OXFORD_SINGLE_ORBITAL);
        var bound = report.finding(EXCHANGE_SINGLE_ORBITAL_BOUND);
        assertThat(bound.first().s()).isBetween(1.1, 1.3);
        assertThat(bound.worst().alpha()).hasValue(0);
        assertThat(bound.value()).isBetween(0.5, 0.63);
    }

    /**
     * J. P. Perdew et al., Phys. Rev. Lett. 103, 026403 (2009): as TPSS, the fourth order included.
     */
    @Test
    void revtpssBreaksTheTightBoundsToo() {
        var report = audit("revTPSS");
        assertThat(violated(report))
                .contains(EXCHANGE_SINGLE_ORBITAL_BOUND, EXCHANGE_TIGHT_BOUND, EXCHANGE_DECAY)
                .doesNotContain(
                        EXCHANGE_LIEB_OXFORD,
                        EXCHANGE_SECOND_ORDER,
                        EXCHANGE_FOURTH_ORDER,
                        CORRELATION_SECOND_ORDER,
                        ONE_ELECTRON,
                        CORRELATION_NON_POSITIVE);
    }

    /**
     * Y. Zhao and D. G. Truhlar, J. Chem. Phys. 125, 194101 (2006): fitted, with the uniform gas
     * and without self-correlation of one electron.
     */
    @Test
    void m06lKeepsTheUniformGasAndOneElectronAndBreaksMostOthers() {
        var report = audit("M06-L");
        assertThat(violated(report))
                .contains(
                        EXCHANGE_LIEB_OXFORD,
                        LIEB_OXFORD,
                        CORRELATION_NON_POSITIVE,
                        CORRELATION_SCALING,
                        CORRELATION_HIGH_DENSITY,
                        CORRELATION_LARGE_GRADIENT,
                        GRADIENT_COEFFICIENT,
                        EXCHANGE_TIGHT_BOUND,
                        EXCHANGE_SECOND_ORDER,
                        CORRELATION_SECOND_ORDER)
                .doesNotContain(
                        EXCHANGE_UNIFORM_LIMIT,
                        CORRELATION_UNIFORM_LIMIT,
                        EXCHANGE_SCALING,
                        SPIN_SCALING,
                        ONE_ELECTRON);
    }

    @Test
    void whateverTheWeightsAConstrainedMetaGgaHasWhatIsBuiltIn() {
        var shape = new Shape(9, 2, Activation.TANH);
        var told = shape.with(Optional.of(DescriptorSet.KINETIC_SPIN_GRADIENTS));
        var functional =
                NeuralFunctional.untrained(
                        Architecture.CONSTRAINED.specify(
                                "drawn", "SCAN", Constraints.ALL_KINETIC, shape, told, 7));
        assertThat(violated(AuditReport.of(functional)))
                .doesNotContain(
                        EXCHANGE_UNIFORM_LIMIT,
                        CORRELATION_UNIFORM_LIMIT,
                        EXCHANGE_LIEB_OXFORD,
                        EXCHANGE_NEGATIVE,
                        EXCHANGE_SCALING,
                        SPIN_SCALING,
                        CORRELATION_NON_POSITIVE,
                        CORRELATION_LARGE_GRADIENT,
                        ONE_ELECTRON,
                        EXCHANGE_SINGLE_ORBITAL_BOUND,
                        EXCHANGE_TIGHT_BOUND,
                        EXCHANGE_DECAY)
                .contains(EXCHANGE_SECOND_ORDER, EXCHANGE_FOURTH_ORDER);
    }

    @Test
    void aGgaIsNotAskedForWhatOnlyAlphaCanGive() {
        var report = audit("PBE");
        assertThat(report.applying()).isEqualTo(18);
        assertThat(report.finding(EXCHANGE_TIGHT_BOUND).exempt())
                .hasValue("no kinetic energy density");
        assertThat(AuditText.markdown(report)).contains("does not apply: no kinetic energy");
        var compared =
                AuditReport.of(
                        (Separable) Functionals.named("PBE"),
                        (Separable) Functionals.named("SPW92"));
        assertThat(compared.entries().get(EXCHANGE_TIGHT_BOUND.ordinal()).judgement()).isEmpty();
        assertThat(compared.entries().get(ONE_ELECTRON.ordinal()).judgement()).isPresent();
        assertThat(AuditText.markdown(compared).lines().filter(line -> line.contains("1.174")))
                .hasSize(2)
                .allMatch(
                        line -> line.endsWith("| does not apply: no kinetic energy density | - |"));
    }

    @Test
    void exchangeOfTheGasAloneDependsOnThePolarisationOfADiluteDensity() {
        var findings = new Audit(AuditGrid.kinetic()).of((Separable) Functionals.named("slater"));
        var finding = findings.get(LOW_DENSITY_POLARISATION.ordinal());
        assertThat(finding.isViolated()).isTrue();
        assertThat(finding.value()).isCloseTo(0.1151, within(2e-3));
        assertThat(findings.get(EXCHANGE_DECAY.ordinal()).isViolated()).isTrue();
    }
}

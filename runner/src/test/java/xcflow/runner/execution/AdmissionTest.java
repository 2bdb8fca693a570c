package xcflow.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final Admission admission = new Admission(8, () -> 1000);

    @Test
    void sharesTheThreadsAmongThoseThatDeclareNothing() {
        assertThat(admission.grant(0, 0)).isEqualTo(8);
        assertThat(admission.grant(0, 3)).isEqualTo(2);
        assertThat(admission.grant(0, 100)).isEqualTo(1);
    }

    @Test
    void grantsWhatIsDeclaredButNoMoreThanThereIs() {
        assertThat(admission.grant(3, 100)).isEqualTo(3);
        assertThat(admission.grant(64, 0)).isEqualTo(8);
    }

    @Test
    void refusesWhileThreadsOrMemoryAreTaken() {
        assertThat(admission.await(6, 100, () -> true)).isTrue();
        assertThat(admission.await(3, 0, () -> true)).isFalse();
        assertThat(admission.await(2, 950, () -> true)).isFalse();
        admission.giveBack(6, 100);
        assertThat(admission.await(3, 950, () -> true)).isTrue();
    }

    @Test
    void letsADemandBeyondTheMachineHaveAllOfIt() {
        assertThat(admission.await(100, 1L << 60, () -> true)).isTrue();
        admission.giveBack(100, 1L << 60);
        assertThat(admission.await(8, 1000, () -> true)).isTrue();
    }
}

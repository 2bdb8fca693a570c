package xcflow.gaussian.scf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xcflow.numerics.Workers;

/** A cross section of the table that {@link ReferenceEnergies} prints in full. */
class ReferenceEnergiesTest {
    private static final Workers WORKERS = new Workers(2);

    static Stream<ReferenceEnergies.Entry> tight() {
        return ReferenceEnergies.tight();
    }

    @ParameterizedTest
    @MethodSource("tight")
    void totalEnergyAndItsPartsAgreeWithTheReference(ReferenceEnergies.Entry entry) {
        ReferenceEnergies.Deviation deviation = ReferenceEnergies.deviation(entry, WORKERS);
        assertThat(deviation.total()).isLessThan(1e-7);
        assertThat(deviation.worstEnergy()).isLessThan(1e-6);
    }

    @AfterAll
    static void close() {
        WORKERS.close();
    }
}

package xcflow.gaussian.scf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xcflow.numerics.Workers;

/** A cross section of the table that {@link ReferenceEnergies} prints in full. */
class ReferenceEnergiesTest {
    private static final Workers WORKERS = new Workers(2);

    /** Every 13th entry: all systems, bases and functionals are among them. */
    static Stream<ReferenceEnergies.Entry> some() {
        List<ReferenceEnergies.Entry> all = ReferenceEnergies.entries().toList();
        return IntStream.range(0, all.size()).filter(i -> i % 13 == 0).mapToObj(all::get);
    }

    @ParameterizedTest
    @MethodSource("some")
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

package xcflow.experiments.eos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import xcflow.spi.Warning;

class FittedCurveTest {
    private static final EquationOfState TRUTH =
            new EquationOfState(EquationOfState.Form.BIRCH_MURNAGHAN, -7.9, 100, 0.004, 4.5);

    @Test
    void asManyVolumesAsParametersSayNothingOfTheError() {
        assertThat(codes(94, 98, 102, 106)).containsExactly("exact-fit");
        assertThat(codes(94, 98, 98, 102, 106)).containsExactly("exact-fit");
        assertThat(codes(94, 97, 100, 103, 106)).isEmpty();
    }

    private static List<String> codes(double... volumes) {
        EnergyCurve curve =
                new EnergyCurve(
                        "X",
                        "PBE",
                        1,
                        DoubleStream.of(volumes).boxed().toList(),
                        DoubleStream.of(volumes).map(TRUTH::energyAt).boxed().toList(),
                        5,
                        100,
                        false);
        return FittedCurve.of(curve, EquationOfState.Form.BIRCH_MURNAGHAN).warnings().stream()
                .map(Warning::code)
                .toList();
    }
}

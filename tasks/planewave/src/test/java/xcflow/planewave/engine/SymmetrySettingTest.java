package xcflow.planewave.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import xcflow.structure.symmetry.SymmetricCrystal;

class SymmetrySettingTest {

    @Test
    void isYesNoOrADisplacement() {
        assertThat(SymmetrySetting.tolerance(true)).isEqualTo(SymmetricCrystal.TOLERANCE);
        assertThat(SymmetrySetting.tolerance(false)).isZero();
        assertThat(SymmetrySetting.tolerance(1e-3)).isEqualTo(1e-3);
        for (Object wrong : new Object[] {0, -1e-3, 1L, 0.5, Double.NaN, "yes", List.of(), ""}) {
            assertThatThrownBy(() -> SymmetrySetting.tolerance(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("up to 0.01");
        }
    }
}

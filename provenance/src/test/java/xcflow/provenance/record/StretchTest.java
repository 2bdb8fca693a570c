package xcflow.provenance.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StretchTest {
    @Test
    void whatLiesFarApartIsAskedForAlone() {
        assertThat(Stretch.of(List.of(7, 5, 6, 5, 90, 5000)))
                .containsExactly(
                        new Stretch(List.of(5, 6, 7)),
                        new Stretch(List.of(90)),
                        new Stretch(List.of(5000)));
        assertThat(Stretch.of(List.of())).isEmpty();
    }
}

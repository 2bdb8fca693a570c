package xcflow.runner.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import xcflow.spi.Artefact;

class PlainJsonTest {
    @Test
    void readsBackWhatItWrote() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("nothing", null);
        value.put("list", Arrays.asList(1L, 2.5, "three", true, null));
        value.put("$odd", Map.of("$artefact", "not one"));
        value.put("file", new Artefact("a".repeat(64), "f.csv", "text/csv", 7));
        value.put("infinite", List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
        assertThat(PlainJson.read(PlainJson.write(value))).isEqualTo(value);
    }

    @Property
    void keepsEveryBitOfANumber(@ForAll double number, @ForAll long whole) {
        assertThat(PlainJson.read(PlainJson.write(List.of(number, whole))))
                .isEqualTo(List.of(number, whole));
    }
}

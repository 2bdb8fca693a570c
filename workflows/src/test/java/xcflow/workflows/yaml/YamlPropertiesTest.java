package xcflow.workflows.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import tools.jackson.databind.json.JsonMapper;

class YamlPropertiesTest {
    @Property(tries = 100)
    void jsonIsReadAsItWasWritten(
            @ForAll @Size(max = 5)
                    List<
                                    @StringLength(max = 12) @CharRange(from = ' ', to = '~')
                                    @CharRange(from = '\u00a1', to = '\u2fff') String>
                            texts,
            @ForAll @Size(max = 5) List<Long> whole,
            @ForAll boolean truth)
            throws Exception {
        Map<String, Object> value = Map.of("texts", texts, "whole", whole, "truth", truth);
        String json = JsonMapper.builder().build().writeValueAsString(value);
        assertThat(YamlReader.read(json, "test").plain()).isEqualTo(value);
    }
}

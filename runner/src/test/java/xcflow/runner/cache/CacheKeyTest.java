package xcflow.runner.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xcflow.spi.Artefact;
import xcflow.storage.Sha256;

class CacheKeyTest {
    private static String key(Map<String, Object> inputs) {
        return CacheKey.of("task", "1", inputs, Optional.empty()).digest();
    }

    @Test
    void doesNotDependOnTheOrderOfInputs() {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("a", 1L);
        one.put("b", "x");
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("b", "x");
        other.put("a", 1L);
        assertThat(key(one)).isEqualTo(key(other));
    }

    @Test
    void dependsOnTaskVersionAndStrictCode() {
        Map<String, Object> inputs = Map.of("a", 1L);
        assertThat(
                        List.of(
                                CacheKey.of("task", "1", inputs, Optional.empty()).digest(),
                                CacheKey.of("other", "1", inputs, Optional.empty()).digest(),
                                CacheKey.of("task", "2", inputs, Optional.empty()).digest(),
                                CacheKey.of("task", "1", inputs, Optional.of("c")).digest()))
                .doesNotHaveDuplicates();
    }

    @Test
    void seesFilesByTheirContentAlone() {
        Artefact one = new Artefact("a".repeat(64), "one.txt", "text/plain", 3);
        Artefact renamed = new Artefact("a".repeat(64), "two.csv", "text/csv", 3);
        Artefact other = new Artefact("b".repeat(64), "one.txt", "text/plain", 3);
        assertThat(key(Map.of("f", one))).isEqualTo(key(Map.of("f", renamed)));
        assertThat(key(Map.of("f", one))).isNotEqualTo(key(Map.of("f", other)));
    }

    @Test
    void tellsApartWhatJsonWouldConfuse() {
        Map<String, Object> nothing = new LinkedHashMap<>();
        nothing.put("v", null);
        assertThat(
                        List.of(
                                key(Map.of("v", 1L)),
                                key(Map.of("v", 1.0)),
                                key(Map.of("v", "1")),
                                key(Map.of("v", true)),
                                key(Map.of("v", Double.NaN)),
                                key(Map.of("v", -0.0)),
                                key(Map.of("v", 0.0)),
                                key(Map.of("v", (1L << 53) + 1)),
                                key(Map.of("v", 1L << 53)),
                                key(Map.of("v", List.of())),
                                key(Map.of("v", Map.of())),
                                key(Map.of("v", Map.of("$real", "1.0"))),
                                key(nothing)))
                .doesNotHaveDuplicates();
    }

    @Test
    void isTheSameOnEveryMachine() {
        assertThat(
                        CacheKey.of("shell", "1", Map.of("command", "ls"), Optional.empty())
                                .components())
                .isEqualTo(
                        "{\"inputs\":{\"command\":\"ls\"},\"task\":\"shell\",\"version\":\"1\"}");
    }

    /** What is here is in the databases of others: it never changes. */
    @Test
    void writesEveryKindOfValueAsItAlwaysHas() {
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("$cost", "x");
        inputs.put("artefact", new Artefact("a".repeat(64), "one.txt", "text/plain", 3));
        inputs.put("list", List.of(1L, 1.0, 0.1, List.of(2.0), Map.of("$a", 3.0)));
        inputs.put("longs", List.of((1L << 53) - 1, 1L << 53, -(1L << 53), 1L - (1L << 53)));
        inputs.put("none", null);
        inputs.put("reals", List.of(Double.NaN, Double.NEGATIVE_INFINITY, -0.0, 1e300, 1e-7));
        inputs.put("yes", true);
        CacheKey key = CacheKey.of("t", "2", inputs, Optional.of("c"));
        assertThat(key.components())
                .isEqualTo(
                        "{'code':'c','inputs':{'$$cost':'x','artefact':{'$artefact':'A'},"
                                .concat("'list':[1,{'$real':'1.0'},0.1,[{'$real':'2.0'}],")
                                .concat("{'$$a':{'$real':'3.0'}}],")
                                .concat("'longs':[9007199254740991,")
                                .concat("{'$integer':'9007199254740992'},")
                                .concat("{'$integer':'-9007199254740992'},-9007199254740991],")
                                .concat("'none':null,'reals':[{'$real':'NaN'},")
                                .concat("{'$real':'-Infinity'},{'$real':'-0.0'},")
                                .concat("{'$real':'1.0E300'},1e-7],'yes':true},")
                                .concat("'task':'t','version':'2'}")
                                .replace('\'', '"')
                                .replace("A", "a".repeat(64)));
        assertThat(key.digest()).isEqualTo(Sha256.of(key.components()));
    }
}

package xcflow.workflows.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.workflows.text.Position;
import xcflow.workflows.text.Problem;

/** No expression takes more than its share of time, memory or stack, whatever it says. */
@Timeout(60)
class ExpressionLimitsTest {
    private static final String TEN = ".replace('a', 'aaaaaaaaaa')";

    private static Object evaluate(String text) throws Exception {
        return Expression.parse(text, at -> new Position("test", 1, 1 + at))
                .evaluate(Map.of("parameters", Map.of("x", 1L))::get);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "range(1000000).map(x, range(1000000))",
                "range(1000000).map(x, range(1000000).size())",
                "range(1000).map(a, range(1000).map(b, range(1000).exists(c, c == -1)))",
                "range(200000).filter(x, x in range(200000))",
                "range(200000).map(x, range(100000).contains(-1))",
                "range(1000000).map(x, 'aaaaaaaaaa'.replace('a', 'aaaaaaaaaa') + string(x))",
            })
    void workIsLimited(String text) {
        assertThatThrownBy(() -> evaluate(text))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("takes too long");
    }

    @Test
    void sizeIsLimited() {
        // What is written out is counted: the same list a thousand times is a large value.
        assertThatThrownBy(
                        () ->
                                evaluate(
                                        "[range(100000)].map(r, range(1000).map(i, r)).flatten()"
                                                + ".flatten()"))
                .hasMessageContaining("the value is too large: it has more than 64 MiB");
        String doubled = "[1]" + ".map(x, [x, x])".repeat(60) + " == [2]";
        assertThatThrownBy(() -> evaluate(doubled)).hasMessageContaining("too large");
    }

    @Test
    void textIsRefusedBeforeItIsMade() {
        String message = "the text is too long: it has more than 10000000 characters";
        String million = "'a'" + TEN.repeat(6);
        assertThatThrownBy(() -> evaluate("'a'" + TEN.repeat(9))).hasMessageContaining(message);
        assertThatThrownBy(() -> evaluate(million + ".replace('', " + million + ")"))
                .hasMessageContaining(message);
        assertThatThrownBy(() -> evaluate("range(1000).join(" + million + ")"))
                .hasMessageContaining(message);
    }

    @Test
    void textOfManyExpressionsIsLimitedToo() throws Exception {
        Expression million = Expression.parse("'a'" + TEN.repeat(6), at -> Position.of("test"));
        List<Object> parts = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            parts.add(million);
        }
        List<String> problems = new ArrayList<>();
        new ValueTemplate.Text(Position.of("test"), parts)
                .evaluate(root -> null, (Problem p) -> problems.add(p.message()));
        assertThat(problems).singleElement().asString().contains("too l");
    }

    @Test
    void repetitionsAreFoundWithoutComparingEachWithEach() throws Exception {
        assertThat((List<?>) evaluate("distinct(range(200000))")).hasSize(200_000);
        // Lists of which the hash codes are all the same.
        assertThat((List<?>) evaluate("range(50000).map(x, [x, -31 * x]).distinct()"))
                .hasSize(50_000);
        assertThat(evaluate("distinct([1, 1.0, '1', true, [1], [1.0], {'a': 1}, {'a': 1.0}])"))
                .asList()
                .hasSize(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "matches('a', '(')|not a regular expression: ",
                "matches('a', '(((a{1000}){1000}){1000}){1000}')|expression is too large",
                "matches('a', '((a{1,100}){1,100}){1,100}')|expression is too large",
                "matches('a', 'a'.replace('a', '((((((((((').replace('(', '((((((((((')"
                        + " + 'a{99}')|expression is too large",
                "matches('a', '[')|not a regular expression: ",
                "matches('a', 'a{2,1}')|not a regular expression: ",
            })
    void regularExpressionsAreOfBoundedSize(String text, String message) {
        assertThatThrownBy(() -> evaluate(text))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void usualRegularExpressionsAreNot() throws Exception {
        assertThat(evaluate("matches('2026-11-28', '^[0-9]{4}(-[0-9]{2}){2}$')")).isEqualTo(true);
        assertThat(evaluate("matches('{a}', '[{]a[}]')")).isEqualTo(true);
        assertThat(evaluate("matches('x{1000}', 'x[{]10+}')")).isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "(-9223372036854775807 - 1) / -1|the result is too large",
                "-(-9223372036854775807 - 1)|the result is too large",
                "abs(-9223372036854775807 - 1)|the result is too large",
                "9223372036854775807 * 2|the result is too large",
                "-9223372036854775807 - 2|the result is too large",
                "sum([9223372036854775807, 1])|the result is too large",
                "int(1e19)|the result is too large",
            })
    void wholeNumbersDoNotOverflow(String text, String message) {
        assertThatThrownBy(() -> evaluate(text)).hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int('9007199254740993')",
                "round(9007199254740993)",
                "floor(9007199254740993)",
                "ceil(9007199254740993)",
            })
    void largeWholeNumbersStayExact(String text) throws Exception {
        assertThat(evaluate(text)).isEqualTo(9007199254740993L);
    }

    @Test
    void depthIsLimited() throws Exception {
        String message = "nested too deeply";
        assertThatThrownBy(() -> evaluate("1" + " + 1".repeat(3000))).hasMessageContaining(message);
        assertThatThrownBy(() -> evaluate("parameters" + ".x".repeat(3000)))
                .hasMessageContaining(message);
        assertThatThrownBy(() -> evaluate("[1]" + ".reverse()".repeat(1500)))
                .hasMessageContaining(message);
        for (String open : List.of("(", "[", "{'a':", "size(", "-(", "true ? 1 : (")) {
            assertThatThrownBy(() -> evaluate(open.repeat(1500) + "1"))
                    .isInstanceOf(SyntaxException.class);
        }
        assertThat(evaluate("1" + " + 1".repeat(80))).isEqualTo(81L);
    }
}

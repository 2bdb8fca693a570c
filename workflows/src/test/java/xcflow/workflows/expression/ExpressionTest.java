package xcflow.workflows.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.workflows.schema.Plain;
import xcflow.workflows.text.Position;

class ExpressionTest {
    private static final Map<String, Map<String, ?>> VALUES =
            Map.of(
                    "parameters",
                    Map.of(
                            "grid-level",
                            3L,
                            "n",
                            7L,
                            "xs",
                            List.of(3L, 1L, 2L),
                            "name",
                            "PBE",
                            "in",
                            "reserved"),
                    "steps",
                    Map.of(
                            "my-step",
                            Map.of("lattice-constant", 5.5),
                            "runs",
                            List.of(
                                    Map.of("total-energy", -1.5, "matrix", Map.of("seed", 1L)),
                                    Map.of("total-energy", -2.5, "matrix", Map.of("seed", 2L)))));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null < 3|null",
                "3 - null|null",
                "-null|null",
                "!(null > 1)|null",
                "null == null|true",
                "null != 3|true",
                "null < 3 && false|false",
                "false && null < 3|false",
                "true && null < 3|null",
                "null < 3 && true|null",
                "round(null, 2)|null",
                "abs(null)|null",
                "mean([1, null, 3])|null",
                "sum([1, null])|null",
                "max(2, null)|null",
                "string(null)|missing",
                "string(round(1.26, 1))|1.3"
            })
    void whatFollowsFromAMissingValueIsMissing(String text, String expected) throws Exception {
        assertThat(String.valueOf(evaluate(text))).isEqualTo(expected);
    }

    @Test
    void quotedValuesAreWordsThatAShellReadsLiterally() throws Exception {
        assertThat(evaluate("quote('a b')")).isEqualTo("'a b'");
        assertThat(evaluate("quote(\"it's $x\")")).isEqualTo("'it'\\''s $x'");
        assertThat(evaluate("quote([1, 'b c', ''])")).isEqualTo("'1' 'b c' ''");
        assertThatThrownBy(() -> evaluate("quote([[1]])"))
                .hasMessageContaining("cannot become part of a text");
    }

    @Test
    void aMissingValueIsNeitherTrueNorPartOfAText() throws Exception {
        assertThat(evaluate("null < 3 || true")).isEqualTo(true);
        assertThat(evaluate("null < 3 || false")).isNull();
        assertThatThrownBy(() -> evaluate("null < 3 ? 1 : 2"))
                .hasMessageContaining("expected true or false");
        assertThatThrownBy(() -> evaluate("'a' + [1, null].join('')"))
                .isInstanceOf(EvaluationException.class);
    }

    private static Object evaluate(String text) throws Exception {
        return Expression.parse(text, at -> new Position("test", 1, 1 + at)).evaluate(VALUES::get);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "1 + 0.5|1.5",
                "2 / 4|0.5",
                "4 / 2|2",
                "7 % 3|1",
                "-7 % 3|2",
                "2 == 2.0|true",
                "1 < 1.5 && !false|true",
                "parameters.grid-level - 1|2",
                "parameters.n -1|6",
                "steps.my-step.lattice-constant * 2|11",
                "steps.runs.map(r, r.total-energy).min()|-2.5",
                "steps.runs.filter(r, r.matrix.seed == 2)[0].total-energy|-2.5",
                "steps.runs.all(r, r.total-energy < 0)|true",
                "steps.runs.exists(r, r.total-energy > 0)|false",
                "parameters['grid-level']|3",
                "parameters.xs.sort()[0]|1",
                "sum(parameters.xs) + max(1, 2.5)|8.5",
                "mean(range(5))|2",
                "size(range(2, 10, 3))|3",
                "linspace(0, 1, 3)[1]|0.5",
                "zip([1, 2], [3, 4])[1][0]|2",
                "flatten([[1], [2, 3]]).size()|3",
                "has(parameters.missing)|false",
                "round(2.345, 2)|2.35",
                "int('12') + double('0.5')|12.5",
                "pow(2, 10)|1024",
                "3 in parameters.xs|true",
                "parameters.n > 5 ? 1 : 2|1",
            })
    void numbersAndTruth(String text, String expected) throws Exception {
        Object value = evaluate(text);
        assertThat(ValueTemplate.text(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "parameters.name + '-clone'|PBE-clone",
                "parameters.in|reserved",
                "lower(parameters.name)|pbe",
                "['a', 'b'].join('-')|a-b",
                "'a,b'.split(',')[1]|b",
                "'x' + string(2.0)|x2",
                "'grid-level'|grid-level",
                "'abcdef'.substring(1, 3)|bc",
            })
    void text(String text, String expected) throws Exception {
        assertThat(evaluate(text)).isEqualTo(expected);
    }

    @Test
    void mapsAndListsCanBeWritten() throws Exception {
        assertThat(Plain.equal(evaluate("{'a': [1, 2.0]}"), Map.of("a", List.of(1L, 2L)))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "1 / 0|division by zero",
                "9223372036854775807 + 1|the result is too large",
                "1 + 'a'|cannot add number 1 and text 'a'",
                "parameters.grid-levle|did you mean 'grid-level'?",
                "steps.runs.total-energy|take one element",
                "parameters.xs[3]|counted from 0",
                "range(1e9)|more than 1000000 elements",
                "min([])|min of an empty list",
                "runtime.exec('ls')|unknown name 'runtime'",
                "exec('ls')|there is no function 'exec'",
                "''.getClass()|there is no function 'getClass'",
            })
    void whatHasNoValueIsExplained(String text, String message) {
        assertThatThrownBy(() -> evaluate(text))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void endlessWorkIsCutOff() {
        String text =
                "range(1000000).map(a, range(1000000).map(b, range(1000000).map(c,"
                        + " 1).size()).size())";
        assertThatThrownBy(() -> evaluate(text)).hasMessageContaining("takes too long");
    }

    @Test
    void referencesAreFoundWithoutEvaluating() throws Exception {
        var expression =
                Expression.parse("steps.a.b + steps.c-d.map(x, x.e + matrix.f)[0]", at -> null);
        assertThat(ScopePath.in(expression))
                .extracting(r -> r.root() + r.names())
                .containsExactly("steps[a, b]", "steps[c-d]", "matrix[f]");
    }
}

package xcflow.runner.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.runner.value.PlainJson;

class VisibleTextTest {

    private static String printed(String... parts) {
        StringWriter out = new StringWriter();
        try (VisibleText visible = new VisibleText(out)) {
            for (String part : parts) {
                visible.write(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "1b, an escape sequence begins",
        "07, the terminal rings",
        "08, backspace rubs out what was said",
        "00, NUL",
        "0b, vertical tab",
        "0d, a carriage return writes over the line",
        "7f, delete",
        "9b, CSI in one character",
        "9d, a title of the window begins",
        "202e, the direction is reversed",
        "2066, a direction is isolated"
    })
    void controlCharactersAreShown(String code, String meaning) {
        String text = "a" + (char) Integer.parseInt(code, 16) + "[2Jb";
        String shown = "a\\u" + "0".repeat(4 - code.length()) + code + "[2Jb";
        assertThat(VisibleText.of(text)).as(meaning).isEqualTo(shown);
        assertThat(printed(text)).as(meaning).isEqualTo(shown);
        assertThat(printed(text.substring(0, 2), text.substring(2))).isEqualTo(shown);
    }

    @Test
    void tabsEndsOfLinesAndLettersStay() {
        String text = "density\t\u00e5ngstr\u00f6m \u03c1\u2191\r\nnext\n\ud835\udf0c";
        assertThat(VisibleText.of(text)).isEqualTo(text);
        assertThat(printed(text)).isEqualTo(text);
        assertThat(printed("a\r", "\nb")).isEqualTo("a\r\nb");
        assertThat(printed("a\r")).isEqualTo("a\\u000d");
    }

    @Test
    void jsonKeepsItsMeaning() {
        Map<String, Object> value = Map.of("text", "\u001b[2J\u0007\b\u009b\u007f\u202e\r");
        StringWriter out = new StringWriter();
        PrintWriter visible = new PrintWriter(new VisibleText(out));
        visible.println(PlainJson.pretty(value));
        visible.flush();
        assertThat(out.toString())
                .doesNotContainPattern("[\u0000-\u0009\u000b-\u001f\u007f-\u009f]");
        assertThat(PlainJson.readMap(out.toString())).isEqualTo(value);
    }

    @Test
    void oneIsSingular() {
        assertThat(Count.of(0, "execution")).isEqualTo("0 executions");
        assertThat(Count.of(1, "execution")).isEqualTo("1 execution");
        assertThat(Count.of(2, "execution")).isEqualTo("2 executions");
    }
}

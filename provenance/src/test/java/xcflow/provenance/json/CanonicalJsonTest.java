package xcflow.provenance.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CanonicalJsonTest {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** The plain version: any JSON text, then the canonical form of that text. */
    private static String reference(Object value) throws Exception {
        return new JsonCanonicalizer(MAPPER.writeValueAsString(value)).getEncodedString();
    }

    @Test
    void isThatOfTheReferenceForRandomValues() throws Exception {
        Random random = new Random(1);
        for (int i = 0; i < 3_000; i++) {
            Object value = container(random, 4);
            assertThat(CanonicalJson.of(value)).isEqualTo(reference(value));
        }
    }

    @Test
    void isThatOfTheReferenceForEveryCharacter() throws Exception {
        for (int c = 0; c < 0x3000; c++) {
            List<String> value = List.of("a" + (char) c + "b");
            assertThat(CanonicalJson.of(value)).isEqualTo(reference(value));
        }
        assertThat(CanonicalJson.quoted("µ \"\\\n\u0001 😀"))
                .isEqualTo("\"µ \\\"\\\\\\n\\u0001 😀\"");
    }

    @Test
    void writesNumbersAsEcmaScriptDoes() {
        assertThat(
                        CanonicalJson.of(
                                List.of(
                                        1,
                                        -0.0,
                                        1e21,
                                        0.1,
                                        1e-7,
                                        333333333.33333329,
                                        Long.MAX_VALUE,
                                        (1L << 53) + 1)))
                .isEqualTo(
                        "[1,0,1e+21,0.1,1e-7,333333333.3333333,9223372036854776000,9007199254740992]");
    }

    @Test
    void writesWhateverElseTheMapperKnows() throws Exception {
        record Point(double x, String name) {}
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("point", new Point(0.5, "b"));
        value.put("numbers", new double[] {1, 2.5});
        value.put("undefined", Double.NaN);
        value.put("small", 0.1f);
        assertThat(CanonicalJson.of(value)).isEqualTo(reference(value));
    }

    /** Texts as others may write them: with spaces, needless escapes and many forms of a number. */
    @Test
    void ofATextIsThatOfTheReference() throws Exception {
        Random random = new Random(2);
        for (int i = 0; i < 5_000; i++) {
            String text = loose(random, 4, true);
            assertThat(CanonicalJson.ofText(text))
                    .as(text)
                    .isEqualTo(new JsonCanonicalizer(text).getEncodedString());
        }
    }

    /** Whatever one of them takes, both take in the same way. */
    @Test
    void aTextThatWasDamagedIsRefusedOrReadAsTheReferenceReadsIt() {
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(loose(random, 3, true));
            text.setCharAt(
                    random.nextInt(text.length()), "{}[],:\"\\0e.-x".charAt(random.nextInt(13)));
            String expected;
            try {
                expected = new JsonCanonicalizer(text.toString()).getEncodedString();
            } catch (Exception e) {
                expected = null;
            }
            try {
                assertThat(CanonicalJson.ofText(text.toString()))
                        .as("%s", text)
                        .isEqualTo(expected);
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }
        assertThat(refused).isBetween(1_000, 4_900);
    }

    @Test
    void aTextThatCouldMeanTwoThingsOrNoneIsRefused() {
        for (String text :
                List.of(
                        "",
                        "1",
                        "\"a\"",
                        "null",
                        "{\"a\":1,\"a\":1}",
                        "[1e400]",
                        "[" + "9".repeat(400) + "]",
                        "[NaN]",
                        "[1] [2]",
                        "[01]",
                        "[".repeat(100_000))) {
            assertThatThrownBy(() -> CanonicalJson.ofText(text))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(CanonicalJson.ofText("[123456789012345678901234567890]"))
                .isEqualTo("[1.2345678901234568e+29]");
        String longText = "x".repeat(30_000_000);
        assertThat(CanonicalJson.ofText("[\"" + longText + "\"]")).hasSize(longText.length() + 4);
    }

    private static String loose(Random random, int depth, boolean container) {
        String pad = " \n\t\r".substring(0, random.nextInt(5));
        int kind = container ? 5 + random.nextInt(2) : random.nextInt(depth > 0 ? 7 : 5);
        return pad
                + switch (kind) {
                    case 0 -> looseText(random);
                    case 1 -> Long.toString(random.nextLong() >> random.nextInt(64));
                    case 2 -> looseNumber(random);
                    case 3 -> random.nextBoolean() ? "true" : "false";
                    case 4 -> "null";
                    case 5 -> looseList(random, depth);
                    default -> looseMap(random, depth);
                }
                + pad;
    }

    private static String looseNumber(Random random) {
        String digits = (random.nextBoolean() ? "-" : "") + random.nextInt(1000);
        String fraction = random.nextBoolean() ? "." + random.nextInt(100_000) + "0" : "";
        String exponent =
                random.nextBoolean()
                        ? (random.nextBoolean() ? "e" : "E+") + random.nextInt(300)
                        : random.nextBoolean() ? "e-" + random.nextInt(300) : "";
        return digits + fraction + exponent;
    }

    private static String looseText(Random random) {
        StringBuilder json = new StringBuilder("\"");
        for (int point : text(random).codePoints().toArray()) {
            boolean must = point < ' ' || point == '"' || point == '\\';
            if (must || random.nextInt(4) == 0) {
                for (char c : Character.toChars(point)) {
                    json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                }
            } else {
                json.appendCodePoint(point);
            }
        }
        return json.append('"').toString();
    }

    private static String looseList(Random random, int depth) {
        List<String> elements = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            elements.add(loose(random, depth - 1, false));
        }
        return "[" + String.join(",", elements) + "]";
    }

    private static String looseMap(Random random, int depth) {
        Map<String, String> members = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            members.put("\"" + i + looseText(random).substring(1), loose(random, depth - 1, false));
        }
        return members.entrySet().stream()
                .map(member -> member.getKey() + " :" + member.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Test
    void readsTheMembersOfAnObjectOnly() {
        List<String> names = new ArrayList<>();
        CanonicalJson.members("{\"a\":[1,{\"b\":2}],\"c\":null}", (name, value) -> names.add(name));
        assertThat(names).containsExactly("a", "c");
        for (String text : List.of("[]", "1", "", "{\"a\":1", "{} {}", "{\"a\":tru}")) {
            assertThatThrownBy(() -> CanonicalJson.members(text, (name, value) -> {}))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static Object container(Random random, int depth) {
        int size = random.nextInt(6);
        if (random.nextBoolean()) {
            Map<String, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                map.put(text(random), value(random, depth - 1));
            }
            return map;
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(value(random, depth - 1));
        }
        return list;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 9 : 7)) {
            case 0 -> text(random);
            case 1 -> random.nextInt();
            case 2 -> random.nextLong();
            case 3 -> random.nextGaussian() * Math.pow(10, random.nextInt(50) - 25);
            case 4 -> random.nextBoolean();
            case 5 -> null;
            case 6 -> (double) random.nextInt(1000);
            default -> container(random, depth);
        };
    }

    private static String text(Random random) {
        int[] points = new int[random.nextInt(8)];
        Arrays.setAll(
                points,
                i ->
                        switch (random.nextInt(4)) {
                            case 0 -> random.nextInt(0x80);
                            case 1 -> random.nextInt(0xd800);
                            case 2 -> 0xe000 + random.nextInt(0x2000);
                            default -> 0x10000 + random.nextInt(0x100000);
                        });
        return new String(points, 0, points.length);
    }
}

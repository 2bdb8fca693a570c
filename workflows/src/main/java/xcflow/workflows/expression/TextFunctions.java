package xcflow.workflows.expression;

import static xcflow.workflows.expression.Arguments.list;
import static xcflow.workflows.expression.Arguments.text;
import static xcflow.workflows.expression.Arguments.whole;
import static xcflow.workflows.expression.Functions.function;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import xcflow.workflows.schema.Plain;

/** Functions of text. */
final class TextFunctions {
    private TextFunctions() {}

    static List<Functions.Function> all() {
        return List.of(
                function(
                        "string(x)",
                        "a number, truth value or text as text; `missing` for a value that is"
                                + " missing",
                        a -> a.get(0) == null ? "missing" : ValueTemplate.text(a.get(0))),
                function(
                        "quote(x)",
                        "a text, number, truth value or file's digest as one word of a shell"
                                + " command; a list as several words",
                        a -> quote(a.get(0))),
                function("lower(s)", "in lower case", a -> text(a.get(0)).toLowerCase(Locale.ROOT)),
                function("upper(s)", "in upper case", a -> text(a.get(0)).toUpperCase(Locale.ROOT)),
                function(
                        "trim(s)",
                        "without leading and trailing blanks",
                        a -> text(a.get(0)).strip()),
                function(
                        "startsWith(s, prefix)",
                        "whether the text begins with the prefix",
                        a -> text(a.get(0)).startsWith(text(a.get(1)))),
                function(
                        "endsWith(s, suffix)",
                        "whether the text ends with the suffix",
                        a -> text(a.get(0)).endsWith(text(a.get(1)))),
                function(
                        "matches(s, pattern)",
                        "whether a regular expression (RE2) is found in it",
                        a -> Regex.compile(text(a.get(1))).matcher(text(a.get(0))).find()),
                function(
                        "replace(s, old, new)",
                        "with every occurrence replaced",
                        a -> replace(text(a.get(0)), text(a.get(1)), text(a.get(2)))),
                function(
                        "split(s, separator)",
                        "list of the parts between the separators",
                        a -> split(text(a.get(0)), text(a.get(1)))),
                function(
                        "join(list), join(list, separator)",
                        "the elements as one text",
                        a -> join(list(a.get(0)), a.size() > 1 ? text(a.get(1)) : "")),
                function(
                        "substring(s, from), substring(s, from, to)",
                        "characters from (counted from 0) to (exclusive)",
                        a -> substring(text(a.get(0)), a)));
    }

    /** In single quotes, which POSIX shells read literally; an apostrophe stands between them. */
    private static String quote(Object value) {
        if (value instanceof List<?> list) {
            StringBuilder words = new StringBuilder();
            for (Object element : list) {
                words.append(words.isEmpty() ? "" : " ").append(quoted(element));
                Budget.text(words.length());
            }
            return words.toString();
        }
        return quoted(value);
    }

    private static String quoted(Object value) {
        String text = ValueTemplate.text(value);
        if (text.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "the character NUL cannot be part of a shell command");
        }
        return "'" + replace(text, "'", "'\\''") + "'";
    }

    private static String replace(String s, String old, String replacement) {
        long count = old.isEmpty() ? s.length() + 1L : 0;
        for (int at = old.isEmpty() ? -1 : s.indexOf(old); at >= 0; ) {
            count++;
            at = s.indexOf(old, at + old.length());
        }
        Budget.text(s.length() + count * (replacement.length() - old.length()));
        return s.replace(old, replacement);
    }

    private static String join(List<?> elements, String separator) {
        StringBuilder joined = new StringBuilder();
        String before = "";
        for (Object element : elements) {
            joined.append(before).append(ValueTemplate.text(element));
            before = separator;
            Budget.text(joined.length());
        }
        return joined.toString();
    }

    private static List<Object> split(String s, String separator) {
        List<Object> parts = new ArrayList<>();
        int from = 0;
        int at = separator.isEmpty() ? -1 : s.indexOf(separator);
        while (at >= 0) {
            parts.add(s.substring(from, at));
            from = at + separator.length();
            at = s.indexOf(separator, from);
        }
        parts.add(s.substring(from));
        return parts;
    }

    private static String substring(String s, List<Object> a) {
        long from = whole(a.get(1));
        long to = a.size() > 2 ? whole(a.get(2)) : s.length();
        if (from < 0 || to < from || to > s.length()) {
            throw new IllegalArgumentException(
                    "characters " + from + " to " + to + " are not all in " + Plain.describe(s));
        }
        return s.substring((int) from, (int) to);
    }
}

package xcflow.workflows.yaml;

import java.util.regex.Pattern;

/** Plain scalars by the core schema of YAML 1.2.2, section 10.3.2. */
final class CoreSchema {
    private static final Pattern WHOLE = Pattern.compile("[-+]?[0-9]+");
    private static final Pattern OCTAL = Pattern.compile("0o[0-7]+");
    private static final Pattern HEX = Pattern.compile("0x[0-9a-fA-F]+");
    private static final Pattern FLOAT =
            Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private CoreSchema() {}

    /** null, Boolean, Long, Double or the text itself. */
    static Object resolve(String text) {
        switch (text) {
            case "", "~", "null", "Null", "NULL":
                return null;
            case "true", "True", "TRUE":
                return true;
            case "false", "False", "FALSE":
                return false;
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF":
                return Double.POSITIVE_INFINITY;
            case "-.inf", "-.Inf", "-.INF":
                return Double.NEGATIVE_INFINITY;
            case ".nan", ".NaN", ".NAN":
                return Double.NaN;
            default:
                return number(text);
        }
    }

    private static Object number(String text) {
        char first = text.charAt(0);
        if (first > '9' || text.length() > 400) {
            return text;
        }
        try {
            if (WHOLE.matcher(text).matches()) {
                return Long.parseLong(text);
            } else if (OCTAL.matcher(text).matches()) {
                return Long.parseLong(text.substring(2), 8);
            } else if (HEX.matcher(text).matches()) {
                return Long.parseLong(text.substring(2), 16);
            } else if (FLOAT.matcher(text).matches()) {
                return Double.parseDouble(text);
            }
        } catch (NumberFormatException tooLarge) {
            return WHOLE.matcher(text).matches() ? (Object) Double.parseDouble(text) : text;
        }
        return text;
    }
}

package xcflow.provenance.json;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.erdtman.jcs.NumberToJSON;

/**
 * Writes plain values straight into the form of RFC 8785: members in the order of the UTF-16 units
 * of their names, numbers as ECMAScript prints doubles, only those characters escaped that must be.
 *
 * <p>The library whose numbers these are could write the rest as well, but only from a text that it
 * parses first, which costs an audit as much time again as everything else. The tests compare the
 * two.
 */
final class CanonicalWriter {
    /** Up to here every whole number is a double and is printed with all its digits. */
    private static final long EXACT = 1L << 53;

    private static final String HEX = "0123456789abcdef";

    private final StringBuilder json = new StringBuilder(256);

    private CanonicalWriter() {}

    /**
     * Canonical text of a map or list; null if there is something in it that is not a map with
     * names, list, string, whole or finite double number, boolean or null.
     */
    static String write(Object value) {
        CanonicalWriter writer = new CanonicalWriter();
        boolean whole = (value instanceof Map || value instanceof List) && writer.put(value);
        return whole ? writer.json.toString() : null;
    }

    private boolean put(Object value) {
        if (value instanceof String text) {
            quote(json, text);
        } else if (value instanceof Map<?, ?> map) {
            return putMap(map);
        } else if (value instanceof List<?> list) {
            return putList(list);
        } else if (value == null || value instanceof Boolean) {
            json.append(value);
        } else if (value instanceof Long || value instanceof Integer) {
            return putWhole(((Number) value).longValue());
        } else if (value instanceof Double || value instanceof BigInteger) {
            return putDouble(((Number) value).doubleValue());
        } else {
            return false;
        }
        return true;
    }

    private boolean putMap(Map<?, ?> map) {
        Object[] names = map.keySet().toArray();
        for (Object name : names) {
            if (!(name instanceof String)) {
                return false;
            }
        }
        Arrays.sort(names);
        json.append('{');
        for (int i = 0; i < names.length; i++) {
            if (i > 0) {
                json.append(',');
            }
            quote(json, (String) names[i]);
            json.append(':');
            if (!put(map.get(names[i]))) {
                return false;
            }
        }
        json.append('}');
        return true;
    }

    private boolean putList(List<?> list) {
        json.append('[');
        boolean first = true;
        for (Object element : list) {
            if (!first) {
                json.append(',');
            }
            first = false;
            if (!put(element)) {
                return false;
            }
        }
        json.append(']');
        return true;
    }

    private boolean putWhole(long number) {
        if (number < -EXACT || number > EXACT) {
            return putDouble((double) number);
        }
        json.append(number);
        return true;
    }

    private boolean putDouble(double number) {
        if (!Double.isFinite(number)) {
            return false;
        }
        try {
            json.append(NumberToJSON.serializeNumber(number));
            return true;
        } catch (IOException e) {
            throw new IllegalStateException("a finite number is JSON: " + number, e);
        }
    }

    /** Appends a string in quotes. */
    static void quote(StringBuilder json, String text) {
        json.append('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c != '"' && c != '\\') {
                continue;
            }
            json.append(text, from, i).append('\\');
            from = i + 1;
            switch (c) {
                case '"', '\\' -> json.append(c);
                case '\b' -> json.append('b');
                case '\t' -> json.append('t');
                case '\n' -> json.append('n');
                case '\f' -> json.append('f');
                case '\r' -> json.append('r');
                default -> json.append("u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
            }
        }
        json.append(text, from, text.length()).append('"');
    }
}

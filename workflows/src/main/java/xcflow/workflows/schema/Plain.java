package xcflow.workflows.schema;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import xcflow.spi.Artefact;

/** What can be said about plain values. */
public final class Plain {
    private Plain() {}

    /** Kind and, if short, content of a value: {@code text 'PBE'}, {@code list of 3 elements}. */
    public static String describe(Object value) {
        if (value == null) {
            return "nothing";
        } else if (value instanceof String text) {
            return "text '" + (text.length() > 40 ? text.substring(0, 37) + "..." : text) + "'";
        } else if (value instanceof Boolean) {
            return value.toString();
        } else if (value instanceof Number number) {
            return "number " + LanguageNumbers.text(number);
        } else if (value instanceof List<?> list) {
            return list.isEmpty()
                    ? "an empty list"
                    : "a list of " + list.size() + (list.size() == 1 ? " element" : " elements");
        } else if (value instanceof Map<?, ?> map) {
            return map.isEmpty() ? "an empty map" : "a map";
        } else if (value instanceof Artefact artefact) {
            return "file '" + artefact.name() + "'";
        }
        return value.toString();
    }

    /** Whether two plain values are equal; numbers by value. */
    public static boolean equal(Object a, Object b) {
        if (a instanceof Number x && b instanceof Number y) {
            Long m = LanguageNumbers.whole(x);
            Long n = LanguageNumbers.whole(y);
            return m != null && n != null
                    ? m.equals(n)
                    : Double.compare(x.doubleValue(), y.doubleValue()) == 0;
        }
        if (a instanceof List<?> s && b instanceof List<?> t) {
            if (s.size() != t.size()) {
                return false;
            }
            Iterator<?> other = t.iterator();
            return s.stream().allMatch(e -> equal(e, other.next()));
        }
        if (a instanceof Map<?, ?> s && b instanceof Map<?, ?> t) {
            return s.keySet().equals(t.keySet())
                    && s.entrySet().stream().allMatch(e -> equal(e.getValue(), t.get(e.getKey())));
        }
        return Objects.equals(a, b);
    }
}

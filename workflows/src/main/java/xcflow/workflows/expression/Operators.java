package xcflow.workflows.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import xcflow.workflows.schema.Plain;

/**
 * Arithmetic and comparison. Whole and fractional numbers mix freely, {@code /} divides as on paper
 * (7 / 2 is 3.5), and 2 equals 2.0.
 */
final class Operators {
    private static final Set<String> OPERATORS =
            Set.of(
                    "_+_", "_-_", "_*_", "_/_", "_%_", "-_", "!_", "_==_", "_!=_", "_<_", "_<=_",
                    "_>_", "_>=_", "@in", "_in_");

    private Operators() {}

    /** Operators whose result is missing if an operand is. */
    private static final Set<String> MISSING_STAYS =
            Set.of("_+_", "_-_", "_*_", "_/_", "_%_", "-_", "!_", "_<_", "_<=_", "_>_", "_>=_");

    static boolean isOperator(String function) {
        return OPERATORS.contains(function);
    }

    static Object apply(String operator, List<Object> values) {
        Object a = values.get(0);
        Object b = values.size() > 1 ? values.get(1) : null;
        if (MISSING_STAYS.contains(operator) && Arguments.lacks(values)) {
            return null;
        }
        return switch (operator) {
            case "_+_" -> add(a, b);
            case "_-_", "_*_", "_/_", "_%_" -> arithmetic(operator, a, b);
            case "-_" -> negate(a);
            case "!_" -> !truth(a);
            case "_==_" -> Plain.equal(a, b);
            case "_!=_" -> !Plain.equal(a, b);
            case "_<_" -> compare(a, b) < 0;
            case "_<=_" -> compare(a, b) <= 0;
            case "_>_" -> compare(a, b) > 0;
            case "_>=_" -> compare(a, b) >= 0;
            case "@in", "_in_" -> in(a, b);
            default -> throw new IllegalArgumentException("unknown operator " + operator);
        };
    }

    private static Object add(Object a, Object b) {
        if (a instanceof String s && b instanceof String t) {
            Budget.text((long) s.length() + t.length());
            return s + t;
        }
        if (a instanceof List<?> s && b instanceof List<?> t) {
            List<Object> joined = new ArrayList<>(s);
            joined.addAll(t);
            return joined;
        }
        if (a instanceof String || b instanceof String) {
            throw new IllegalArgumentException(
                    String.format(
                                    Locale.ROOT,
                                    "cannot add %s and %s: use string(x), or write the number into the text as",
                                    Plain.describe(a),
                                    Plain.describe(b))
                            + " in pbe-${{ x }}");
        }
        return arithmetic("_+_", a, b);
    }

    private static Object arithmetic(String operator, Object a, Object b) {
        if (!(a instanceof Number x) || !(b instanceof Number y)) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "cannot compute %s %s %s",
                            Plain.describe(a),
                            operator.charAt(1),
                            Plain.describe(b)));
        }
        if (a instanceof Long m && b instanceof Long n) {
            return whole(operator.charAt(1), m, n);
        }
        return real(operator.charAt(1), x.doubleValue(), y.doubleValue());
    }

    private static Object whole(char operator, long m, long n) {
        return switch (operator) {
            case '+' -> (Object) Math.addExact(m, n);
            case '-' -> Math.subtractExact(m, n);
            case '*' -> Math.multiplyExact(m, n);
            case '%' -> Math.floorMod(m, notZero(n));
            default -> m % notZero(n) == 0 ? (Object) quotient(m, n) : (Object) ((double) m / n);
        };
    }

    /** The one quotient that does not fit is that of the least number and -1. */
    private static long quotient(long m, long n) {
        return n == -1 ? Math.negateExact(m) : m / n;
    }

    private static Object real(char operator, double x, double y) {
        double result =
                switch (operator) {
                    case '+' -> x + y;
                    case '-' -> x - y;
                    case '*' -> x * y;
                    case '%' -> x - Math.floor(x / y) * y;
                    default -> x / y;
                };
        if (Double.isFinite(x) && Double.isFinite(y) && !Double.isFinite(result)) {
            throw new IllegalArgumentException(
                    y == 0 ? "division by zero" : "the result is too large");
        }
        return result;
    }

    private static long notZero(long n) {
        if (n == 0) {
            throw new IllegalArgumentException("division by zero");
        }
        return n;
    }

    private static Object negate(Object a) {
        if (a instanceof Long n) {
            return Math.negateExact(n);
        } else if (a instanceof Double d) {
            return -d;
        }
        throw new IllegalArgumentException("cannot negate " + Plain.describe(a));
    }

    private static boolean truth(Object a) {
        if (a instanceof Boolean truth) {
            return truth;
        }
        throw new IllegalArgumentException("expected true or false but found " + Plain.describe(a));
    }

    private static boolean in(Object element, Object container) {
        if (container instanceof List<?> list) {
            return list.stream().anyMatch(e -> Plain.equal(e, element));
        } else if (container instanceof Map<?, ?> map) {
            return element instanceof String && map.containsKey(element);
        }
        throw new IllegalArgumentException(
                "'in' needs a list or a map, not " + Plain.describe(container));
    }

    /** Order of two numbers or two texts. */
    static int compare(Object a, Object b) {
        if (a instanceof Long m && b instanceof Long n) {
            return Long.compare(m, n);
        } else if (a instanceof Number x && b instanceof Number y) {
            return Double.compare(x.doubleValue(), y.doubleValue());
        } else if (a instanceof String s && b instanceof String t) {
            return s.compareTo(t);
        }
        throw new IllegalArgumentException(
                "cannot compare " + Plain.describe(a) + " with " + Plain.describe(b));
    }
}

package xcflow.workflows.expression;

import static xcflow.workflows.expression.Arguments.notEmpty;
import static xcflow.workflows.expression.Arguments.real;
import static xcflow.workflows.expression.Arguments.spread;
import static xcflow.workflows.expression.Arguments.text;
import static xcflow.workflows.expression.Functions.function;

import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** Functions of numbers, and those that make one number of many. */
final class NumberFunctions {
    private NumberFunctions() {}

    static List<Functions.Function> all() {
        return List.of(
                function("int(x)", "x truncated towards zero; also of text", a -> toInt(a.get(0))),
                function("double(x)", "number; also of text", a -> toDouble(a.get(0))),
                orMissing("abs(x)", "magnitude", a -> abs(a.get(0))),
                orMissing(
                        "round(x), round(x, digits)",
                        "nearest, halves away from zero",
                        a -> round(a)),
                orMissing(
                        "floor(x)",
                        "largest whole number not above x",
                        a -> a.get(0) instanceof Long n ? n : toInt(Math.floor(real(a.get(0))))),
                orMissing(
                        "ceil(x)",
                        "smallest whole number not below x",
                        a -> a.get(0) instanceof Long n ? n : toInt(Math.ceil(real(a.get(0))))),
                analytic("sqrt(x)", "square root", StrictMath::sqrt),
                analytic("exp(x)", "exponential function", StrictMath::exp),
                analytic("log(x)", "natural logarithm", StrictMath::log),
                orMissing(
                        "pow(x, y)",
                        "x to the power of y",
                        a -> finite(StrictMath.pow(real(a.get(0)), real(a.get(1))))),
                orMissing(
                        "min(list), min(x, y, ...)",
                        "least of the numbers or texts",
                        a -> extreme(notEmpty(spread(a), "min"), -1)),
                orMissing(
                        "max(list), max(x, y, ...)",
                        "greatest of the numbers or texts",
                        a -> extreme(notEmpty(spread(a), "max"), 1)),
                orMissing(
                        "sum(list), sum(x, y, ...)", "sum from left to right", a -> sum(spread(a))),
                orMissing(
                        "mean(list), mean(x, y, ...)",
                        "arithmetic mean",
                        a -> real(sum(notEmpty(spread(a), "mean"))) / spread(a).size()));
    }

    /** A function whose result is missing if one of the numbers is. */
    private static Functions.Function orMissing(String usage, String meaning, Functions.Body body) {
        return function(
                usage,
                meaning,
                a -> Arguments.lacks(a) || Arguments.lacks(spread(a)) ? null : body.apply(a));
    }

    private static Functions.Function analytic(
            String usage, String meaning, DoubleUnaryOperator operator) {
        return orMissing(
                usage, meaning, a -> finite(operator.applyAsDouble(Arguments.real(a.get(0)))));
    }

    private static Object finite(double value) {
        if (Double.isFinite(value)) {
            return value;
        }
        throw new IllegalArgumentException("the result is not a finite number");
    }

    private static Object toInt(Object value) {
        if (value instanceof Long) {
            return value;
        } else if (value instanceof String s && s.strip().matches("[-+]?[0-9]{1,18}")) {
            // Exact, also beyond the whole numbers that a double can hold.
            return Long.parseLong(s.strip());
        }
        try {
            double d = value instanceof String s ? Double.parseDouble(s.strip()) : real(value);
            if (Math.abs(d) < 0x1p63) {
                return (long) d;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text(value) + "' is not a number", e);
        }
        throw new IllegalArgumentException("the result is too large");
    }

    private static Object toDouble(Object value) {
        try {
            return value instanceof String s ? Double.parseDouble(s.strip()) : real(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text(value) + "' is not a number", e);
        }
    }

    private static Object abs(Object value) {
        return value instanceof Long n ? (Object) Math.absExact(n) : (Object) Math.abs(real(value));
    }

    private static Object round(List<Object> a) {
        double x = real(a.get(0));
        int digits =
                a.size() > 1 ? (int) Math.max(-20, Math.min(20, Arguments.whole(a.get(1)))) : 0;
        if (!Double.isFinite(x) || a.get(0) instanceof Long && digits >= 0) {
            return a.get(0);
        }
        double rounded =
                java.math.BigDecimal.valueOf(x)
                        .setScale(digits, java.math.RoundingMode.HALF_UP)
                        .doubleValue();
        return digits <= 0 ? toInt(rounded) : (Object) rounded;
    }

    private static Object extreme(List<?> values, int sign) {
        Object best = values.get(0);
        for (Object value : values) {
            best = Integer.signum(Operators.compare(value, best)) == sign ? value : best;
        }
        return best;
    }

    private static Object sum(List<?> values) {
        Object sum = 0L;
        for (Object value : values) {
            sum = Operators.apply("_+_", java.util.Arrays.asList(sum, value));
        }
        return sum;
    }
}

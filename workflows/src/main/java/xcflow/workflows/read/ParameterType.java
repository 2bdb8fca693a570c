package xcflow.workflows.read;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import xcflow.spi.Artefact;
import xcflow.workflows.model.Parameter;
import xcflow.workflows.model.Parameter.Type;
import xcflow.workflows.schema.LanguageNumbers;
import xcflow.workflows.schema.Plain;
import xcflow.workflows.unit.Durations;

/** Fits values to the types of parameters. */
final class ParameterType {
    private ParameterType() {}

    /** The type of parameters that usually have such a value. */
    static Type typical(Object value) {
        if (value instanceof String) {
            return Type.STRING;
        } else if (value instanceof Long) {
            return Type.INT;
        } else if (value instanceof Double) {
            return Type.NUMBER;
        } else if (value instanceof Boolean) {
            return Type.BOOL;
        } else if (value instanceof List) {
            return Type.LIST;
        }
        return value instanceof Map ? Type.MAP : Type.ANY;
    }

    /**
     * The value in the form that the type gives it.
     *
     * @param problem told why it does not fit
     */
    static Object conform(Parameter parameter, Object value, Consumer<String> problem) {
        Object fitting = fit(parameter.type(), value);
        if (fitting == null && parameter.type() != Type.ANY) {
            problem.accept(
                    String.format(
                            Locale.ROOT,
                            "expected %s but found %s%s",
                            parameter.type().meaning(),
                            Plain.describe(value),
                            hint(parameter.type(), value)));
            return value;
        }
        check(parameter, fitting, problem);
        return fitting;
    }

    private static Object fit(Type type, Object value) {
        return switch (type) {
            case STRING -> value instanceof String ? value : null;
            case INT -> value instanceof Number number ? LanguageNumbers.whole(number) : null;
            case NUMBER -> value instanceof Number ? value : null;
            case BOOL -> value instanceof Boolean ? value : null;
            case LIST -> value instanceof List ? value : null;
            case MAP -> value instanceof Map ? value : null;
            case FILE -> value instanceof String || value instanceof Artefact ? value : null;
            case DURATION -> duration(value);
            case ANY -> value;
        };
    }

    private static Object duration(Object value) {
        try {
            return value instanceof String text ? Durations.parse(text).toString() : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String hint(Type type, Object value) {
        if (type == Type.LIST) {
            return ": write [a, b, c]";
        } else if (type == Type.DURATION) {
            return ": write for example 5s, 1h30m or PT2H";
        } else if (type == Type.STRING && (value instanceof Number || value instanceof Boolean)) {
            return ": put it in quotes";
        }
        return "";
    }

    private static void check(Parameter parameter, Object value, Consumer<String> problem) {
        List<Object> allowed = parameter.allowed();
        boolean known =
                allowed.isEmpty()
                        || allowed.stream().anyMatch(a -> Plain.equal(a, value))
                        || value instanceof List<?> list
                                && list.stream()
                                        .allMatch(
                                                e ->
                                                        allowed.stream()
                                                                .anyMatch(a -> Plain.equal(a, e)));
        if (!known) {
            problem.accept(
                    String.format(
                            Locale.ROOT,
                            "%s is not one of %s",
                            Plain.describe(value),
                            allowed.stream()
                                    .map(String::valueOf)
                                    .collect(Collectors.joining(", "))));
        }
        double size =
                value instanceof Number number
                        ? number.doubleValue()
                        : value instanceof List<?> list ? list.size() : Double.NaN;
        String what = value instanceof List ? "the number of elements " : "it ";
        parameter
                .min()
                .filter(min -> size < min)
                .ifPresent(
                        min ->
                                problem.accept(
                                        what + "must be at least " + LanguageNumbers.text(min)));
        parameter
                .max()
                .filter(max -> size > max)
                .ifPresent(
                        max ->
                                problem.accept(
                                        what + "must be at most " + LanguageNumbers.text(max)));
    }
}

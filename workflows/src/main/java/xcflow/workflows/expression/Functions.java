package xcflow.workflows.expression;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import xcflow.workflows.text.Suggestion;

/**
 * Everything that an expression can call. All are pure functions of plain values. {@code f(a, b)}
 * and {@code a.f(b)} mean the same.
 */
public final class Functions {

    /** Computes a plain value of plain values; an IllegalArgumentException explains a refusal. */
    @FunctionalInterface
    interface Body {
        Object apply(List<Object> arguments);
    }

    /**
     * A function as the reference page lists it.
     *
     * @param usage such as {@code range(n), range(from, to)}
     * @param meaning one line
     */
    public record Function(
            String name, int least, int most, String usage, String meaning, Body body) {}

    private static final Map<String, Function> BY_NAME = new TreeMap<>();

    static {
        TextFunctions.all().forEach(Functions::register);
        NumberFunctions.all().forEach(Functions::register);
        ListFunctions.all().forEach(Functions::register);
    }

    private Functions() {}

    private static void register(Function function) {
        BY_NAME.put(function.name(), function);
    }

    /** All functions, ordered by name. */
    public static Collection<Function> all() {
        return BY_NAME.values();
    }

    /**
     * What is wrong with a call, or null.
     *
     * @param arguments their number, including the target of a call in the method style
     */
    public static String check(String name, int arguments) {
        if (name.equals("orValue") && arguments != 2) {
            return "wrong number of arguments: write orValue(a.b, otherwise)";
        }
        if (name.equals("has")
                || name.equals("orValue")
                || Operators.isOperator(name)
                || name.equals("_?_:_")
                || name.equals("_&&_")
                || name.equals("_||_")) {
            return null;
        }
        Function function = BY_NAME.get(name);
        if (function == null) {
            String near = Suggestion.forName(name, BY_NAME.keySet());
            return "there is no function '"
                    + name
                    + "'"
                    + near
                    + (near.isEmpty()
                            ? "; expressions can call only the functions of the language, never"
                                    + " Java code"
                            : "");
        }
        if (arguments < function.least || arguments > function.most) {
            return "wrong number of arguments: write " + function.usage;
        }
        return null;
    }

    static Object apply(String name, List<Object> arguments) {
        String problem = check(name, arguments.size());
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        return BY_NAME.get(name).body.apply(arguments);
    }

    /** Declares a function with a fixed number of arguments. */
    static Function function(String usage, String meaning, Body body) {
        String name = usage.substring(0, usage.indexOf('('));
        String[] forms = usage.split("\\), ");
        int[] counts = Arrays.stream(forms).mapToInt(Functions::fewest).toArray();
        return new Function(
                name,
                Arrays.stream(counts).min().getAsInt(),
                usage.contains("...") ? Integer.MAX_VALUE : Arrays.stream(counts).max().getAsInt(),
                usage,
                meaning,
                body);
    }

    /** Arguments of one form of a function; an ellipsis stands for none or more. */
    private static int fewest(String form) {
        int commas = (int) form.chars().filter(c -> c == ',').count();
        return form.contains("...") ? commas : commas + 1;
    }
}

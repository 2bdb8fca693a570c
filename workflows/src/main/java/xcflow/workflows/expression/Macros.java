package xcflow.workflows.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The macros over lists: {@code map}, {@code filter}, {@code all}, {@code exists} and so on. */
final class Macros {
    private Macros() {}

    /** Evaluates a node with the variable as it was last set. */
    interface Body<T> {
        T evaluate(Ast body) throws EvaluationException;
    }

    static Object apply(
            Ast.Macro macro,
            Iterable<?> elements,
            Consumer<Object> variable,
            Body<Object> value,
            Body<Boolean> truth)
            throws EvaluationException {
        Ast first = macro.bodies().get(0);
        Ast last = macro.bodies().get(macro.bodies().size() - 1);
        List<Object> results = new ArrayList<>();
        int found = 0;
        for (Object element : elements) {
            variable.accept(element);
            switch (macro.function()) {
                case "map":
                    // map(x, condition, value) maps only what fulfils the condition.
                    if (first == last || truth.evaluate(first)) {
                        results.add(value.evaluate(last));
                    }
                    break;
                case "filter":
                    if (truth.evaluate(last)) {
                        results.add(element);
                    }
                    break;
                case "all":
                    if (!truth.evaluate(last)) {
                        return false;
                    }
                    break;
                default:
                    found += truth.evaluate(last) ? 1 : 0;
                    if (found > 0 && macro.function().equals("exists")) {
                        return true;
                    }
            }
        }
        return switch (macro.function()) {
            case "map", "filter" -> results;
            case "all" -> true;
            case "exists" -> false;
            default -> found == 1;
        };
    }
}

package xcflow.workflows.expression;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import xcflow.spi.Artefact;
import xcflow.workflows.schema.LanguageNumbers;
import xcflow.workflows.schema.Plain;
import xcflow.workflows.text.Suggestion;

/** Evaluates a syntax tree. Serves one evaluation; the amount of work is bounded. */
final class Evaluator {
    private final Scope scope;
    private final Budget budget;
    private Map<String, Object> variables = Map.of();

    Evaluator(Scope scope, Budget budget) {
        this.scope = scope;
        this.budget = budget;
    }

    Object evaluate(Ast ast) throws EvaluationException {
        budget.step(ast.at());
        if (ast instanceof Ast.Select select) {
            return Members.get(evaluate(select.operand()), select);
        } else if (ast instanceof Ast.Name name) {
            return name(name);
        } else if (ast instanceof Ast.Literal literal) {
            return literal.value();
        } else if (ast instanceof Ast.Call call) {
            return call(call);
        } else if (ast instanceof Ast.Macro macro) {
            return macro(macro);
        } else if (ast instanceof Ast.Index index) {
            return Members.get(evaluate(index.operand()), evaluate(index.index()), index.at());
        } else if (ast instanceof Ast.ListOf list) {
            return budget.made(all(list.elements()), list.at());
        }
        return budget.made(map((Ast.MapOf) ast), ast.at());
    }

    private Object name(Ast.Name name) throws EvaluationException {
        if (variables.containsKey(name.name())) {
            return variables.get(name.name());
        }
        Object value = scope.value(name.name());
        if (value == null) {
            throw new EvaluationException(name.at(), "unknown name '" + name.name() + "'");
        }
        return value;
    }

    private List<Object> all(List<Ast> nodes) throws EvaluationException {
        List<Object> values = new ArrayList<>(nodes.size());
        for (Ast node : nodes) {
            values.add(evaluate(node));
        }
        return values;
    }

    private Object map(Ast.MapOf map) throws EvaluationException {
        LinkedHashMap<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < map.keys().size(); i++) {
            Object key = evaluate(map.keys().get(i));
            if (!(key instanceof String name)) {
                throw new EvaluationException(
                        map.keys().get(i).at(),
                        "the keys of a map must be text, not " + Plain.describe(key));
            }
            values.put(name, evaluate(map.values().get(i)));
        }
        return values;
    }

    private Object call(Ast.Call call) throws EvaluationException {
        List<Ast> arguments = call.arguments();
        switch (call.function()) {
            case "_?_:_":
                return evaluate(arguments.get(truth(arguments.get(0)) ? 1 : 2));
            case "_&&_":
                return logic(arguments, false);
            case "_||_":
                return logic(arguments, true);
            case "has":
                return has(call);
            case "orValue":
                return orValue(arguments);
            default:
                List<Object> values = all(arguments);
                return budget.made(call(call, values), call.at());
        }
    }

    private Object call(Ast.Call call, List<Object> values) throws EvaluationException {
        for (Object value : values) {
            budget.look(value, call.at());
        }
        if (call.function().equals("matches")
                && values.size() == 2
                && values.get(0) instanceof String text
                && values.get(1) instanceof String pattern) {
            budget.spend(Regex.steps(pattern) * text.length() / 32, call.at());
        }
        try {
            return Operators.isOperator(call.function())
                    ? Operators.apply(call.function(), values)
                    : Functions.apply(call.function(), values);
        } catch (IllegalArgumentException e) {
            throw new EvaluationException(call.at(), e.getMessage());
        } catch (ArithmeticException e) {
            throw new EvaluationException(call.at(), "the result is too large");
        }
    }

    private boolean has(Ast.Call call) throws EvaluationException {
        Ast argument = call.arguments().isEmpty() ? null : call.arguments().get(0);
        if (!(argument instanceof Ast.Select select)) {
            throw new EvaluationException(call.at(), "write has(a.b)");
        }
        return evaluate(select.operand()) instanceof Map<?, ?> map
                && map.get(select.name()) != null;
    }

    private Object orValue(List<Ast> arguments) throws EvaluationException {
        if (arguments.size() == 2
                && arguments.get(0) instanceof Ast.Select select
                && evaluate(select.operand()) instanceof Map<?, ?> map) {
            Object value = map.get(select.name());
            return value == null ? evaluate(arguments.get(1)) : value;
        }
        throw new EvaluationException(arguments.get(0).at(), "write orValue(a.b, otherwise)");
    }

    /**
     * And, or: the second operand is asked only if it matters. What follows from a missing value is
     * missing, unless the other operand decides.
     *
     * @param decisive value of an operand that decides: false for and, true for or
     */
    private Boolean logic(List<Ast> operands, boolean decisive) throws EvaluationException {
        Boolean first = known(operands.get(0));
        if (first != null && first == decisive) {
            return decisive;
        }
        Boolean second = known(operands.get(1));
        if (second != null && second == decisive) {
            return decisive;
        }
        return (first == null || second == null) ? null : (Boolean) !decisive;
    }

    /** A truth value, or null if it is missing. */
    private Boolean known(Ast ast) throws EvaluationException {
        Object value = evaluate(ast);
        return value == null ? null : (Boolean) truth(ast, value);
    }

    private boolean truth(Ast ast) throws EvaluationException {
        return truth(ast, evaluate(ast));
    }

    private static boolean truth(Ast ast, Object value) throws EvaluationException {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw new EvaluationException(
                ast.at(), "expected true or false but found " + Plain.describe(value));
    }

    private Object macro(Ast.Macro macro) throws EvaluationException {
        Object range = evaluate(macro.list());
        Iterable<?> elements;
        if (range instanceof List<?> list) {
            elements = list;
        } else if (range instanceof Map<?, ?> map) {
            elements = map.keySet();
        } else {
            throw new EvaluationException(
                    macro.at(), macro.function() + " needs a list, not " + Plain.describe(range));
        }
        Map<String, Object> outside = variables;
        Map<String, Object> inside = new HashMap<>(outside);
        variables = inside;
        try {
            Object result =
                    Macros.apply(
                            macro,
                            elements,
                            element -> inside.put(macro.variable(), element),
                            this::evaluate,
                            this::truth);
            return budget.made(result, macro.at());
        } finally {
            variables = outside;
        }
    }

    /** Access to what is inside a value. */
    static final class Members {
        private Members() {}

        static Object get(Object value, Ast.Select select) throws EvaluationException {
            String name = select.name();
            if (value instanceof Map<?, ?> map) {
                Object member = map.get(name);
                if (member == null && !map.containsKey(name)) {
                    throw new EvaluationException(
                            select.at(),
                            "there is no '"
                                    + name
                                    + "'"
                                    + Suggestion.forName(
                                            name,
                                            map.keySet().stream().map(String::valueOf).toList()));
                }
                return member;
            } else if (value instanceof Artefact artefact) {
                switch (name) {
                    case "name":
                        return artefact.name();
                    case "digest":
                        return artefact.digest();
                    case "media-type":
                        return artefact.mediaType();
                    case "size":
                        return artefact.size();
                    default:
                }
            }
            throw new EvaluationException(
                    select.at(),
                    Plain.describe(value) + " has no '" + name + "'" + hint(value, name));
        }

        private static String hint(Object value, String name) {
            return value instanceof List
                    ? ": take one element, as in [0]." + name + ", or map(x, x." + name + ")"
                    : "";
        }

        static Object get(Object value, Object index, int at) throws EvaluationException {
            if (value instanceof List<?> list && index instanceof Number number) {
                Long whole = LanguageNumbers.whole(number);
                if (whole == null || whole < 0 || whole >= list.size()) {
                    throw new EvaluationException(
                            at,
                            String.format(
                                    Locale.ROOT,
                                    "there is no element [%s] in %s: they are counted from 0",
                                    LanguageNumbers.text(number),
                                    Plain.describe(value)));
                }
                return list.get(whole.intValue());
            }
            if (value instanceof Map<?, ?> && index instanceof String name) {
                return get(value, new Ast.Select(at, null, name));
            }
            throw new EvaluationException(
                    at, "cannot take [" + Plain.describe(index) + "] of " + Plain.describe(value));
        }
    }
}

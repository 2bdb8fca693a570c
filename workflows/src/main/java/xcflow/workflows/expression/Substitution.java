package xcflow.workflows.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import xcflow.workflows.text.Position;

/**
 * Puts templates in the place of references, as when a workflow becomes part of another. What is
 * put in keeps its own place in its own file.
 */
public final class Substitution {

    /** Says what stands for a reference. */
    @FunctionalInterface
    public interface Replacement {
        /**
         * @param path from a scope, as far as it is known: {@code steps.a.text}
         * @param expression that it occurs in
         * @return what to put in the place of its first names; null to leave it
         */
        Found of(ScopePath path, Expression expression);
    }

    /**
     * What stands for a reference.
     *
     * @param names how many names behind the scope are replaced with it
     * @param template what takes their place
     */
    public record Found(int names, ValueTemplate template) {}

    /** Places in texts of others begin at multiples of this; no expression is so long. */
    private static final int STRIDE = 1 << 20;

    private final Replacement replacement;

    public Substitution(Replacement replacement) {
        this.replacement = replacement;
    }

    /** The template with everything replaced. */
    public ValueTemplate in(ValueTemplate template) {
        if (template instanceof ValueTemplate.Whole whole) {
            return in(whole);
        } else if (template instanceof ValueTemplate.Text text) {
            List<Object> parts = new ArrayList<>();
            for (Object part : text.parts()) {
                parts.add(part instanceof Expression e ? in(e) : part);
            }
            return new ValueTemplate.Text(text.position(), parts);
        } else if (template instanceof ValueTemplate.ListOf list) {
            return new ValueTemplate.ListOf(
                    list.position(), list.elements().stream().map(this::in).toList());
        } else if (template instanceof ValueTemplate.MapOf map) {
            return in(map);
        }
        return template;
    }

    /** As {@link #in(ValueTemplate)}. */
    public ValueTemplate.MapOf in(ValueTemplate.MapOf map) {
        Map<String, ValueTemplate> values = new LinkedHashMap<>();
        map.values().forEach((name, value) -> values.put(name, in(value)));
        return new ValueTemplate.MapOf(map.position(), values);
    }

    private ValueTemplate in(ValueTemplate.Whole whole) {
        ScopePath path = ScopePath.whole(whole.expression().tree());
        Found found = path == null ? null : replacement.of(path, whole.expression());
        if (found != null && found.names() == path.names().size()) {
            // The reference is the value: files stay files, and lists of steps stay such.
            return found.template();
        }
        return new ValueTemplate.Whole(whole.position(), in(whole.expression()));
    }

    /** The expression with everything replaced. */
    public Expression in(Expression expression) {
        return new Pass(expression).result();
    }

    /** Whether both of two conditions hold. */
    public static ValueTemplate both(ValueTemplate first, ValueTemplate second) {
        Joined joined = new Joined(new ArrayList<>());
        Ast both = new Ast.Call(0, "_&&_", List.of(joined.tree(first), joined.tree(second)));
        return new ValueTemplate.Whole(
                first.position(), new Expression("", both, joined.locator(at -> first.position())));
    }

    /** Several texts in one tree: each has places of its own. */
    private record Joined(List<IntFunction<Position>> locators) {

        IntFunction<Position> locator(IntFunction<Position> own) {
            return at ->
                    at < STRIDE ? own.apply(at) : locators.get(at / STRIDE - 1).apply(at % STRIDE);
        }

        private int begin(IntFunction<Position> locator) {
            locators.add(locator);
            return locators.size() * STRIDE;
        }

        Ast tree(ValueTemplate template) {
            if (template instanceof ValueTemplate.Constant constant) {
                return constant(constant.value(), begin(at -> constant.position()));
            } else if (template instanceof ValueTemplate.Whole whole) {
                return tree(whole.expression());
            } else if (template instanceof ValueTemplate.Text text) {
                int at = begin(any -> text.position());
                List<Ast> parts = new ArrayList<>();
                for (Object part : text.parts()) {
                    parts.add(
                            part instanceof Expression expression
                                    ? tree(expression)
                                    : new Ast.Literal(at, part));
                }
                return new Ast.Call(at, "join", List.of(new Ast.ListOf(at, parts)));
            } else if (template instanceof ValueTemplate.ListOf list) {
                int at = begin(any -> list.position());
                return new Ast.ListOf(at, list.elements().stream().map(this::tree).toList());
            }
            ValueTemplate.MapOf map = (ValueTemplate.MapOf) template;
            int at = begin(any -> map.position());
            List<Ast> keys = new ArrayList<>();
            List<Ast> values = new ArrayList<>();
            map.values()
                    .forEach(
                            (name, value) -> {
                                keys.add(new Ast.Literal(at, name));
                                values.add(tree(value));
                            });
            return new Ast.MapOf(at, keys, values);
        }

        private Ast tree(Expression expression) {
            // An expression that was joined before has several texts of its own.
            List<Integer> from = new ArrayList<>();
            return moved(expression.tree(), expression, from);
        }

        private Ast moved(Ast ast, Expression expression, List<Integer> begun) {
            int text = ast.at() / STRIDE;
            while (begun.size() <= text) {
                int part = begun.size();
                begun.add(begin(at -> expression.position(part * STRIDE + at)));
            }
            int at = begun.get(text) + ast.at() % STRIDE;
            return copy(ast, at, child -> moved(child, expression, begun));
        }

        private static Ast constant(Object value, int at) {
            if (value instanceof List<?> list) {
                return new Ast.ListOf(at, list.stream().map(v -> constant(v, at)).toList());
            } else if (value instanceof Map<?, ?> map) {
                List<Ast> keys = new ArrayList<>();
                List<Ast> values = new ArrayList<>();
                map.forEach(
                        (key, inner) -> {
                            keys.add(new Ast.Literal(at, key));
                            values.add(constant(inner, at));
                        });
                return new Ast.MapOf(at, keys, values);
            }
            return new Ast.Literal(at, value);
        }
    }

    /** The same node at another place, with what becomes of those below it. */
    private static Ast copy(Ast ast, int at, java.util.function.UnaryOperator<Ast> child) {
        if (ast instanceof Ast.Literal literal) {
            return new Ast.Literal(at, literal.value());
        } else if (ast instanceof Ast.Name name) {
            return new Ast.Name(at, name.name());
        } else if (ast instanceof Ast.Select select) {
            return new Ast.Select(at, child.apply(select.operand()), select.name());
        } else if (ast instanceof Ast.Index index) {
            return new Ast.Index(at, child.apply(index.operand()), child.apply(index.index()));
        } else if (ast instanceof Ast.Call call) {
            return new Ast.Call(at, call.function(), call.arguments().stream().map(child).toList());
        } else if (ast instanceof Ast.Macro macro) {
            return new Ast.Macro(
                    at,
                    macro.function(),
                    child.apply(macro.list()),
                    macro.variable(),
                    macro.bodies().stream().map(child).toList());
        } else if (ast instanceof Ast.ListOf list) {
            return new Ast.ListOf(at, list.elements().stream().map(child).toList());
        }
        Ast.MapOf map = (Ast.MapOf) ast;
        return new Ast.MapOf(
                at,
                map.keys().stream().map(child).toList(),
                map.values().stream().map(child).toList());
    }

    /** One expression while it is gone through. */
    private final class Pass {
        private final Expression expression;
        private final Joined joined = new Joined(new ArrayList<>());
        private final Deque<String> variables = new ArrayDeque<>();

        Pass(Expression expression) {
            this.expression = expression;
            // Texts that the expression was joined of before keep their numbers.
            int texts = texts(expression.tree());
            for (int text = 1; text <= texts; text++) {
                int part = text;
                joined.locators().add(at -> expression.position(part * STRIDE + at));
            }
        }

        private int texts(Ast ast) {
            int most = ast.at() / STRIDE;
            for (Ast child : ast.children()) {
                most = Math.max(most, texts(child));
            }
            return most;
        }

        Expression result() {
            Ast tree = in(expression.tree());
            return new Expression(expression.text(), tree, joined.locator(expression.locator()));
        }

        private Ast in(Ast ast) {
            ScopePath path = ScopePath.whole(ast);
            if (path != null && !variables.contains(path.root())) {
                Found found = replacement.of(path, expression);
                return found == null ? ast : replaced(ast, path.names().size(), found);
            }
            if (ast instanceof Ast.Call call
                    && (call.function().equals("has") || call.function().equals("orValue"))) {
                return presence(call);
            }
            if (ast instanceof Ast.Macro macro) {
                Ast list = in(macro.list());
                variables.push(macro.variable());
                List<Ast> bodies = macro.bodies().stream().map(this::in).toList();
                variables.pop();
                return new Ast.Macro(macro.at(), macro.function(), list, macro.variable(), bodies);
            }
            return copy(ast, ast.at(), this::in);
        }

        /** What asks whether a member is there needs one; a computed value is there or null. */
        private Ast presence(Ast.Call call) {
            List<Ast> arguments = call.arguments().stream().map(this::in).toList();
            if (arguments.isEmpty() || arguments.get(0) instanceof Ast.Select) {
                return new Ast.Call(call.at(), call.function(), arguments);
            }
            Ast there =
                    new Ast.Call(
                            call.at(),
                            "_!=_",
                            List.of(arguments.get(0), new Ast.Literal(call.at(), null)));
            return call.function().equals("has")
                    ? there
                    : new Ast.Call(
                            call.at(), "_?_:_", List.of(there, arguments.get(0), arguments.get(1)));
        }

        /** The selections behind the replaced names stay. */
        private Ast replaced(Ast ast, int names, Found found) {
            if (names > found.names()) {
                Ast.Select select = (Ast.Select) ast;
                return new Ast.Select(
                        select.at(), replaced(select.operand(), names - 1, found), select.name());
            }
            return joined.tree(found.template());
        }
    }
}

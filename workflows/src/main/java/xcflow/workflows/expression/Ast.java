package xcflow.workflows.expression;

import java.util.List;

/** Syntax tree of an expression. {@code at} is an index into the expression's text. */
public sealed interface Ast {

    int at();

    /** A constant: null, Boolean, Long, Double or String. */
    record Literal(int at, Object value) implements Ast {}

    /** A name that stands alone: a scope such as {@code steps}, or the variable of a macro. */
    record Name(int at, String name) implements Ast {}

    /** {@code operand.name}; {@code at} is that of the name. */
    record Select(int at, Ast operand, String name) implements Ast {}

    /** {@code operand[index]}. */
    record Index(int at, Ast operand, Ast index) implements Ast {}

    /** An operator or function; the target of a call in the method style is the first argument. */
    record Call(int at, String function, List<Ast> arguments) implements Ast {}

    /** {@code list.map(variable, body)} and the like. */
    record Macro(int at, String function, Ast list, String variable, List<Ast> bodies)
            implements Ast {}

    /** {@code [a, b]}. */
    record ListOf(int at, List<Ast> elements) implements Ast {}

    /** {@code {a: b}}. */
    record MapOf(int at, List<Ast> keys, List<Ast> values) implements Ast {}

    /** The nodes directly below. */
    default List<Ast> children() {
        if (this instanceof Select select) {
            return List.of(select.operand);
        } else if (this instanceof Index index) {
            return List.of(index.operand, index.index);
        } else if (this instanceof Call call) {
            return call.arguments;
        } else if (this instanceof Macro macro) {
            return java.util.stream.Stream.concat(
                            java.util.stream.Stream.of(macro.list), macro.bodies.stream())
                    .toList();
        } else if (this instanceof ListOf list) {
            return list.elements;
        } else if (this instanceof MapOf map) {
            return java.util.stream.Stream.concat(map.keys.stream(), map.values.stream()).toList();
        }
        return List.of();
    }
}

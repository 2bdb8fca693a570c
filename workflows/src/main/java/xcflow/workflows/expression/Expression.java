package xcflow.workflows.expression;

import java.util.function.IntFunction;
import xcflow.workflows.text.Position;

/**
 * An expression that was read: what stands between {@code ${{} and {@code }}}. Immutable.
 *
 * @param text as the user wrote it
 * @param tree its syntax
 * @param locator from an index into the text to the place in the file
 */
public record Expression(String text, Ast tree, IntFunction<Position> locator) {
    private static final int LONGEST_QUOTED = 200;

    /** Reads an expression. */
    public static Expression parse(String text, IntFunction<Position> locator)
            throws SyntaxException {
        return new Expression(text, Syntax.parse(text), locator);
    }

    /** Whether the expression asks if something is there, and so can do without it. */
    public boolean asksForPresence() {
        return asksForPresence(tree);
    }

    private static boolean asksForPresence(Ast ast) {
        return ast instanceof Ast.Call call
                        && (call.function().equals("has") || call.function().equals("orValue"))
                || ast.children().stream().anyMatch(Expression::asksForPresence);
    }

    /** The expression's value: a plain value. */
    public Object evaluate(Scope scope) throws EvaluationException {
        return evaluate(scope, new Budget());
    }

    /** The same as a part of a larger value. */
    Object evaluate(Scope scope, Budget budget) throws EvaluationException {
        return new Evaluator(scope, budget).evaluate(tree);
    }

    /** Place of a node of the tree in the file. */
    public Position position(int at) {
        return locator.apply(at);
    }

    @Override
    public String toString() {
        String whole = text.strip();
        boolean quoted = whole.length() <= LONGEST_QUOTED;
        return "${{ " + (quoted ? whole : whole.substring(0, LONGEST_QUOTED) + " ...") + " }}";
    }
}

package xcflow.workflows.expression;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * A path from a scope that occurs in an expression, such as {@code steps.clone.functional}.
 *
 * @param root name of the scope: {@code steps}
 * @param names what follows, as far as it is known without evaluating: {@code [clone, functional]}
 * @param at index of the root in the expression's text
 * @param nameAt indices of the names
 */
public record ScopePath(String root, List<String> names, int at, List<Integer> nameAt) {

    /** All references of an expression, the variables of macros left out. */
    public static List<ScopePath> in(Expression expression) {
        List<ScopePath> found = new ArrayList<>();
        collect(expression.tree(), new ArrayDeque<>(), found);
        return found;
    }

    private static void collect(Ast ast, Deque<String> variables, List<ScopePath> found) {
        List<String> names = new ArrayList<>();
        List<Integer> nameAt = new ArrayList<>();
        Ast node = ast;
        while (node instanceof Ast.Select select) {
            names.add(select.name());
            nameAt.add(select.at());
            node = select.operand();
        }
        if (node instanceof Ast.Name name) {
            if (!variables.contains(name.name())) {
                Collections.reverse(names);
                Collections.reverse(nameAt);
                found.add(new ScopePath(name.name(), names, name.at(), nameAt));
            }
        } else if (node instanceof Ast.Macro macro) {
            collect(macro.list(), variables, found);
            variables.push(macro.variable());
            macro.bodies().forEach(body -> collect(body, variables, found));
            variables.pop();
        } else {
            node.children().forEach(child -> collect(child, variables, found));
        }
    }

    /** The tree of a path of one name. */
    public static Ast tree(String root, String name) {
        return new Ast.Select(0, new Ast.Name(0, root), name);
    }

    /** The path that a tree is, and nothing else; null if it is anything else. */
    static ScopePath whole(Ast tree) {
        List<String> names = new ArrayList<>();
        List<Integer> nameAt = new ArrayList<>();
        Ast node = tree;
        while (node instanceof Ast.Select select) {
            names.add(select.name());
            nameAt.add(select.at());
            node = select.operand();
        }
        if (!(node instanceof Ast.Name root)) {
            return null;
        }
        Collections.reverse(names);
        Collections.reverse(nameAt);
        return new ScopePath(root.name(), names, root.at(), nameAt);
    }

    /** The names of all scopes. */
    public static final List<String> ROOTS =
            List.of("parameters", "steps", "matrix", "outputs", "run", "env", "imports", "attempt");

    /**
     * The step that an expression is a reference to, and nothing else: {@code steps.clone}. Null if
     * it is anything else.
     */
    public static String wholeStep(ValueTemplate template) {
        if (template instanceof ValueTemplate.Whole whole
                && whole.expression().tree() instanceof Ast.Select select
                && select.operand() instanceof Ast.Name root
                && root.name().equals("steps")) {
            return select.name();
        }
        return null;
    }
}

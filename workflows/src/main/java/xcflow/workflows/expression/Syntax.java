package xcflow.workflows.expression;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text to tree. Most expressions are plain paths such as {@code steps.clone.functional}; they are
 * read here, so that the parser of CEL is loaded only by workflows that need it.
 */
final class Syntax {
    private static final String NAME = "[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*";
    private static final Pattern PATH =
            Pattern.compile("\\s*([a-z]+)((?:\\.(?:" + NAME + "))*)\\s*", Pattern.DOTALL);

    /** The pattern calls itself for each name of a path. */
    private static final int LONGEST_PATH = 400;

    private static final Set<String> RESERVED = Set.of("true", "false", "null", "in");

    private Syntax() {}

    static Ast parse(String text) throws SyntaxException {
        if (text.isBlank()) {
            throw new SyntaxException(0, "the expression is empty");
        }
        Matcher matcher = PATH.matcher(text);
        if (text.length() > LONGEST_PATH
                || !matcher.matches()
                || RESERVED.contains(matcher.group(1))) {
            return CelSyntax.parse(text);
        }
        Ast path = new Ast.Name(matcher.start(1), matcher.group(1));
        int at = matcher.start(2);
        int end = matcher.end(2);
        while (at < end) {
            int dot = text.indexOf('.', at + 1);
            int next = dot < 0 || dot > end ? end : dot;
            path = new Ast.Select(at + 1, path, text.substring(at + 1, next));
            at = next;
        }
        return path;
    }
}

package xcflow.workflows.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Parses with CEL's parser and translates its tree. */
final class CelSyntax {
    /** Calls whose second argument is a variable and whose further arguments use it. */
    private static final Set<String> MACROS =
            Set.of("map", "filter", "all", "exists", "exists_one");

    private static final int PARSER_DEPTH = 100;

    private static final CelParser PARSER =
            CelParserFactory.standardCelParserBuilder()
                    .setOptions(
                            CelOptions.current()
                                    .enableQuotedIdentifierSyntax(true)
                                    .maxExpressionCodePointSize(20_000)
                                    .maxParseRecursionDepth(PARSER_DEPTH)
                                    .build())
                    .build();

    /** An expression is evaluated recursively, also on threads with small stacks. */
    private static final int MAX_DEPTH = 200;

    private final DashedNames.Rewritten source;
    private final Map<Long, Integer> positions;
    private int depth;

    private CelSyntax(DashedNames.Rewritten source, Map<Long, Integer> positions) {
        this.source = source;
        this.positions = positions;
    }

    static Ast parse(String text) throws SyntaxException {
        DashedNames.Rewritten source = DashedNames.rewrite(text);
        CelValidationResult result = parse(source);
        if (result.hasError()) {
            CelIssue issue = result.getErrors().get(0);
            if (issue.getMessage().contains("recursion limit")) {
                throw tooDeep(source.origin(offset(source.text(), issue)));
            }
            throw new SyntaxException(
                    source.origin(offset(source.text(), issue)), explain(text, issue.getMessage()));
        }
        try {
            CelAbstractSyntaxTree tree = result.getAst();
            return new CelSyntax(source, tree.getSource().getPositionsMap())
                    .translate(tree.getExpr());
        } catch (CelValidationException e) {
            throw new SyntaxException(0, e.getMessage());
        }
    }

    /** The parser calls itself once for each link of a chain such as {@code a + b + c}. */
    private static CelValidationResult parse(DashedNames.Rewritten source) throws SyntaxException {
        try {
            return PARSER.parse(source.text());
        } catch (StackOverflowError e) {
            throw tooDeep(0);
        }
    }

    private static SyntaxException tooDeep(int at) {
        return new SyntaxException(
                at,
                "the expression is nested too deeply: at most "
                        + PARSER_DEPTH
                        + " levels of brackets, operators and members");
    }

    private static int offset(String text, CelIssue issue) {
        int offset = 0;
        for (int line = 1; line < issue.getSourceLocation().getLine(); line++) {
            offset = text.indexOf('\n', offset) + 1;
        }
        return offset + Math.max(0, issue.getSourceLocation().getColumn());
    }

    private static String explain(String text, String message) {
        String reason =
                message.replaceFirst(",? expecting \\{.*", "").replace("'<EOF>'", "the end");
        boolean words = text.matches("(?s).*\\b(and|or|not)\\b.*");
        return "not an expression: "
                + reason
                + (words ? " (write && for and, || for or, ! for not)" : "");
    }

    private int at(CelExpr expr) {
        return source.origin(positions.getOrDefault(expr.id(), 0));
    }

    private Ast translate(CelExpr expr) throws SyntaxException {
        int at = at(expr);
        if (++depth > MAX_DEPTH) {
            throw tooDeep(at);
        }
        Ast translated = translate(expr, at);
        depth--;
        return translated;
    }

    private Ast translate(CelExpr expr, int at) throws SyntaxException {
        return switch (expr.getKind()) {
            case CONSTANT -> new Ast.Literal(at, constant(at, expr.constant()));
            case IDENT -> new Ast.Name(at, expr.ident().name());
            case SELECT -> select(expr);
            case CALL -> call(expr);
            case LIST -> new Ast.ListOf(at, translate(expr.list().elements()));
            case MAP -> map(expr);
            case STRUCT ->
                    throw new SyntaxException(
                            at,
                            "objects cannot be created in an expression: "
                                    + expr.struct().messageName());
            default -> throw new SyntaxException(at, "not supported in an expression");
        };
    }

    private List<Ast> translate(List<CelExpr> expressions) throws SyntaxException {
        List<Ast> translated = new ArrayList<>(expressions.size());
        for (CelExpr expression : expressions) {
            translated.add(translate(expression));
        }
        return translated;
    }

    private Ast select(CelExpr expr) throws SyntaxException {
        // CEL's position is that of the dot.
        String field = expr.select().field();
        String name = field.startsWith("`") ? field.substring(1, field.length() - 1) : field;
        int at = positions.getOrDefault(expr.id(), 0);
        while (at < source.text().length()
                && !Character.isLetter(source.text().charAt(at))
                && source.text().charAt(at) != '_') {
            at++;
        }
        return new Ast.Select(source.origin(at), translate(expr.select().operand()), name);
    }

    private Ast call(CelExpr expr) throws SyntaxException {
        String function = expr.call().function();
        int at = callAt(expr, function);
        List<CelExpr> given = expr.call().args();
        boolean method = expr.call().target().isPresent();
        if (method && MACROS.contains(function) && given.size() >= 2) {
            if (given.get(0).getKind() != CelExpr.ExprKind.Kind.IDENT) {
                throw new SyntaxException(
                        at, "write " + function + "(x, ...) with a name for the element first");
            }
            return new Ast.Macro(
                    at,
                    function,
                    translate(expr.call().target().get()),
                    given.get(0).ident().name(),
                    translate(given.subList(1, given.size())));
        }
        List<Ast> arguments = new ArrayList<>();
        if (method) {
            arguments.add(translate(expr.call().target().get()));
        }
        arguments.addAll(translate(given));
        if (function.equals("_[_]")) {
            Ast index = arguments.get(1);
            return index instanceof Ast.Literal literal && literal.value() instanceof String name
                    ? new Ast.Select(index.at(), arguments.get(0), name)
                    : new Ast.Index(at, arguments.get(0), index);
        }
        return new Ast.Call(at, function, arguments);
    }

    /** CEL gives the place of the parenthesis; people look for the function's name. */
    private int callAt(CelExpr expr, String function) {
        int at = positions.getOrDefault(expr.id(), 0);
        int name = source.text().lastIndexOf(function, at);
        boolean paren = at < source.text().length() && source.text().charAt(at) == '(';
        return source.origin(paren && name >= 0 ? name : at);
    }

    private Ast map(CelExpr expr) throws SyntaxException {
        List<Ast> keys = new ArrayList<>();
        List<Ast> values = new ArrayList<>();
        for (CelExpr.CelMap.Entry entry : expr.map().entries()) {
            keys.add(translate(entry.key()));
            values.add(translate(entry.value()));
        }
        return new Ast.MapOf(at(expr), keys, values);
    }

    private static Object constant(int at, CelConstant constant) throws SyntaxException {
        return switch (constant.getKind()) {
            case NULL_VALUE -> null;
            case BOOLEAN_VALUE -> constant.booleanValue();
            case INT64_VALUE -> constant.int64Value();
            case DOUBLE_VALUE -> constant.doubleValue();
            case STRING_VALUE -> constant.stringValue();
            default -> throw new SyntaxException(at, "write numbers without u and text without b");
        };
    }
}

package xcflow.workflows.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.workflows.schema.Pending;
import xcflow.workflows.text.Problems;
import xcflow.workflows.yaml.Node;

/** Finds the expressions in YAML nodes. {@code $${{} stands for {@code ${{} as text. */
public final class TemplateReader {
    private static final String OPEN = "${{";

    private final Problems problems;

    /**
     * @param problems told of everything that is no expression
     */
    public TemplateReader(Problems problems) {
        this.problems = problems;
    }

    /** The node as a template. */
    public ValueTemplate read(Node node) {
        if (node instanceof Node.Sequence sequence) {
            List<ValueTemplate> elements = new ArrayList<>(sequence.elements().size());
            boolean constant = true;
            for (Node element : sequence.elements()) {
                ValueTemplate template = read(element);
                constant &= template.isConstant();
                elements.add(template);
            }
            return constant
                    ? new ValueTemplate.Constant(node.position(), constants(elements))
                    : new ValueTemplate.ListOf(node.position(), elements);
        } else if (node instanceof Node.Mapping mapping) {
            Map<String, ValueTemplate> values = new LinkedHashMap<>();
            boolean constant = true;
            for (Node.Entry entry : mapping.entries().values()) {
                ValueTemplate template = read(entry.value());
                constant &= template.isConstant();
                values.put(entry.name(), template);
            }
            return constant
                    ? new ValueTemplate.Constant(node.position(), constants(values))
                    : new ValueTemplate.MapOf(node.position(), values);
        }
        return scalar((Node.Scalar) node);
    }

    private static Object constants(List<ValueTemplate> elements) {
        List<Object> values = new ArrayList<>(elements.size());
        elements.forEach(element -> values.add(((ValueTemplate.Constant) element).value()));
        return values;
    }

    private static Object constants(Map<String, ValueTemplate> templates) {
        Map<String, Object> values = new LinkedHashMap<>();
        templates.forEach((name, t) -> values.put(name, ((ValueTemplate.Constant) t).value()));
        return values;
    }

    private ValueTemplate scalar(Node.Scalar scalar) {
        String text = scalar.text().orElse("");
        if (!text.contains(OPEN)) {
            return new ValueTemplate.Constant(scalar.position(), scalar.value());
        }
        List<Object> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int occurrence = 0;
        int from = 0;
        for (int at = text.indexOf(OPEN); at >= 0; at = text.indexOf(OPEN, from)) {
            if (at > 0 && text.charAt(at - 1) == '$') {
                literal.append(text, from, at - 1).append(OPEN);
                from = at + OPEN.length();
                occurrence++;
                continue;
            }
            literal.append(text, from, at);
            int end = end(text, at + OPEN.length());
            if (end < 0) {
                problems.add(
                        scalar.inside(OPEN, occurrence, "", -OPEN.length()),
                        "the expression is not closed: }} is missing" + comment(scalar));
                return new ValueTemplate.Constant(scalar.position(), Pending.VALUE);
            }
            if (!literal.isEmpty()) {
                parts.add(literal.toString());
                literal.setLength(0);
            }
            String expression = text.substring(at + OPEN.length(), end);
            parts.add(expression(scalar, expression, occurrence));
            occurrence += 1 + count(expression);
            from = end + 2;
        }
        literal.append(text.substring(from));
        if (parts.isEmpty()) {
            return new ValueTemplate.Constant(scalar.position(), literal.toString());
        }
        if (parts.contains(this)) {
            return new ValueTemplate.Constant(scalar.position(), Pending.VALUE);
        }
        if (parts.size() == 1 && literal.toString().isBlank()) {
            return new ValueTemplate.Whole(scalar.position(), (Expression) parts.get(0));
        }
        if (parts.size() == 2
                && parts.get(0) instanceof String s
                && s.isBlank()
                && literal.toString().isBlank()) {
            return new ValueTemplate.Whole(scalar.position(), (Expression) parts.get(1));
        }
        if (!literal.isEmpty()) {
            parts.add(literal.toString());
        }
        return new ValueTemplate.Text(scalar.position(), parts);
    }

    /** The expression; this reader itself stands for one that is wrong and was reported. */
    private Object expression(Node.Scalar scalar, String text, int occurrence) {
        try {
            return Expression.parse(
                    text, i -> scalar.inside(OPEN, occurrence, text.substring(0, i), 0));
        } catch (SyntaxException e) {
            int at = Math.min(e.at(), text.length());
            problems.add(scalar.inside(OPEN, occurrence, text.substring(0, at), 0), e.getMessage());
            return this;
        }
    }

    private static String comment(Node.Scalar scalar) {
        return scalar.lineHasComment() ? " (' #' begins a comment: put all of it in quotes)" : "";
    }

    private static int count(String text) {
        int count = 0;
        for (int at = text.indexOf(OPEN); at >= 0; at = text.indexOf(OPEN, at + 1)) {
            count++;
        }
        return count;
    }

    /** Index of the closing braces; braces of maps and those in strings do not count. */
    private static int end(String text, int from) {
        int depth = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\'') {
                i = DashedNames.endOfString(text, i) - 1;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && depth > 0) {
                depth--;
            } else if (c == '}') {
                return text.startsWith("}}", i) ? i : -1;
            }
        }
        return -1;
    }
}

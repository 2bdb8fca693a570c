package xcflow.workflows.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import xcflow.workflows.expression.TemplateReader;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.Matrix;
import xcflow.workflows.schema.Pending;
import xcflow.workflows.text.Problems;
import xcflow.workflows.text.Suggestion;
import xcflow.workflows.yaml.Node;

/** Reads {@code matrix}. */
final class MatrixReader {
    private final TemplateReader templates;
    private final Problems problems;

    MatrixReader(TemplateReader templates, Problems problems) {
        this.templates = templates;
        this.problems = problems;
    }

    Matrix read(Node node) {
        Node.Mapping mapping = Section.map(node, "matrix", problems);
        Section.checkNames(mapping, "an axis", problems);
        Map<String, ValueTemplate> axes = new LinkedHashMap<>();
        mapping.entries()
                .forEach(
                        (name, entry) -> {
                            if (!name.equals("include") && !name.equals("exclude")) {
                                axes.put(name, axis(name, entry.value()));
                            }
                        });
        Matrix matrix =
                new Matrix(
                        node.position(),
                        axes,
                        combinations(mapping, "include"),
                        combinations(mapping, "exclude"));
        if (matrix.names().isEmpty() && node instanceof Node.Mapping) {
            problems.add(node.position(), "a matrix needs at least one axis");
        }
        check(matrix, mapping);
        return matrix;
    }

    private ValueTemplate axis(String name, Node node) {
        ValueTemplate template = templates.read(node);
        boolean list =
                template instanceof ValueTemplate.ListOf
                        || template instanceof ValueTemplate.Whole
                        || template.known() == Pending.VALUE
                        || node instanceof Node.Sequence;
        if (!list && node.plain() != null) {
            problems.add(
                    node.position(),
                    String.format(
                            Locale.ROOT,
                            "the axis '%s' must be a list or an expression that gives one, not %s",
                            name,
                            node.kind()));
        } else if (node instanceof Node.Sequence sequence && sequence.elements().isEmpty()
                || node.plain() == null) {
            problems.add(node.position(), "the axis '" + name + "' is empty: no step would run");
        }
        return template;
    }

    private List<ValueTemplate.MapOf> combinations(Node.Mapping mapping, String key) {
        List<ValueTemplate.MapOf> combinations = new ArrayList<>();
        Node node = mapping.get(key).orElse(null);
        if (node == null) {
            return combinations;
        }
        if (!(node instanceof Node.Sequence sequence)) {
            problems.add(node.position(), key + " must be a list of maps, not " + node.kind());
            return combinations;
        }
        for (Node element : sequence.elements()) {
            Node.Mapping values = Section.map(element, "an element of " + key, problems);
            Map<String, ValueTemplate> read = new LinkedHashMap<>();
            values.entries().forEach((name, e) -> read.put(name, templates.read(e.value())));
            combinations.add(new ValueTemplate.MapOf(element.position(), read));
        }
        return combinations;
    }

    private void check(Matrix matrix, Node.Mapping mapping) {
        List<String> names = matrix.names();
        for (ValueTemplate.MapOf combination : matrix.include()) {
            Set<String> given = combination.values().keySet();
            for (String name : names) {
                if (!given.contains(name)) {
                    problems.add(
                            combination.position(),
                            "this element of include lacks the axis '" + name + "'");
                }
            }
            checkNames(combination, names, mapping, "include");
        }
        for (ValueTemplate.MapOf combination : matrix.exclude()) {
            checkNames(combination, names, mapping, "exclude");
        }
    }

    private void checkNames(
            ValueTemplate.MapOf combination, List<String> names, Node.Mapping mapping, String key) {
        Node.Sequence sequence = (Node.Sequence) mapping.get(key).orElseThrow();
        for (Node element : sequence.elements()) {
            if (element instanceof Node.Mapping map
                    && map.position().equals(combination.position())) {
                for (Node.Entry entry : map.entries().values()) {
                    if (!names.contains(entry.name())) {
                        problems.add(
                                entry.key().position(),
                                String.format(
                                        Locale.ROOT,
                                        "unknown axis '%s'%s",
                                        entry.name(),
                                        Suggestion.forName(entry.name(), names)));
                    }
                }
            }
        }
    }
}

package xcflow.workflows.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.workflows.expression.TemplateReader;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.Expectation;
import xcflow.workflows.model.Expectation.Severity;
import xcflow.workflows.schema.Pending;
import xcflow.workflows.text.Problems;
import xcflow.workflows.text.Suggestion;
import xcflow.workflows.yaml.Node;

/** Reads {@code expect}: one expectation or a list of them, each an expression or a map. */
final class ExpectationReader {
    static final List<String> KEYS = List.of("that", "message", "severity");

    private final TemplateReader templates;
    private final Problems problems;

    ExpectationReader(TemplateReader templates, Problems problems) {
        this.templates = templates;
        this.problems = problems;
    }

    List<Expectation> read(Node node) {
        List<Node> nodes =
                node instanceof Node.Sequence sequence ? sequence.elements() : List.of(node);
        List<Expectation> expectations = new ArrayList<>();
        nodes.forEach(each -> one(each).ifPresent(expectations::add));
        return List.copyOf(expectations);
    }

    private Optional<Expectation> one(Node node) {
        if (!(node instanceof Node.Mapping)) {
            return that(node).map(that -> new Expectation(that, Optional.empty(), Severity.ERROR));
        }
        Section section = Section.of(node, "an expectation", KEYS, problems);
        Severity severity = section.get("severity").map(this::severity).orElse(Severity.ERROR);
        Optional<ValueTemplate> message = section.get("message").map(this::message);
        Optional<Node> that = section.get("that");
        if (that.isEmpty()) {
            problems.add(node.position(), "an expectation needs 'that', an expression");
            return Optional.empty();
        }
        return that(that.get()).map(found -> new Expectation(found, message, severity));
    }

    private Optional<ValueTemplate.Whole> that(Node node) {
        ValueTemplate template = templates.read(node);
        if (template instanceof ValueTemplate.Whole whole) {
            return Optional.of(whole);
        }
        // An expression that cannot be read has been reported.
        if (template.known() != Pending.VALUE || !template.isConstant()) {
            problems.add(
                    node.position(),
                    "an expectation must be one whole expression, such as ${{ outputs.converged }}");
        }
        return Optional.empty();
    }

    private ValueTemplate message(Node node) {
        ValueTemplate template = templates.read(node);
        boolean text =
                template instanceof ValueTemplate.Text
                        || template instanceof ValueTemplate.Whole
                        || template.known() instanceof String
                        || template.known() == Pending.VALUE;
        if (!text) {
            problems.add(node.position(), "message must be text, not " + node.kind());
        }
        return template;
    }

    private Severity severity(Node node) {
        List<String> known = Arrays.stream(Severity.values()).map(Severity::label).toList();
        String given = String.valueOf(node.plain());
        if (!known.contains(given)) {
            problems.add(
                    node.position(),
                    String.format(
                            Locale.ROOT,
                            "severity must be error or warning, not '%s'%s",
                            given,
                            Suggestion.forName(given, known)));
            return Severity.ERROR;
        }
        return Severity.values()[known.indexOf(given)];
    }
}

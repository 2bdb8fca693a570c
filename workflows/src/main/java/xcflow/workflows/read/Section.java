package xcflow.workflows.read;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import xcflow.workflows.text.Position;
import xcflow.workflows.text.Problems;
import xcflow.workflows.text.Suggestion;
import xcflow.workflows.yaml.Node;

/** A map of the file whose keys are known to the language. */
final class Section {
    /** Names that expressions can spell in a path. */
    private static final Pattern NAME =
            Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*");

    private final Node.Mapping mapping;
    private final Problems problems;

    private Section(Node.Mapping mapping, Problems problems) {
        this.mapping = mapping;
        this.problems = problems;
    }

    /**
     * The section; without keys if the node is no map, which is then reported.
     *
     * @param what the section is, for messages: {@code step 'clone'}
     */
    static Section of(Node node, String what, List<String> known, Problems problems) {
        Node.Mapping mapping = map(node, what, problems);
        for (Node.Entry entry : mapping.entries().values()) {
            if (!known.contains(entry.name())) {
                problems.add(
                        entry.key().position(),
                        String.format(
                                Locale.ROOT,
                                "unknown key '%s' in %s%s",
                                entry.name(),
                                what,
                                Suggestion.forName(entry.name(), known)));
            }
        }
        return new Section(mapping, problems);
    }

    /** The node if it is a map; else it is reported and an empty map takes its place. */
    static Node.Mapping map(Node node, String what, Problems problems) {
        if (node instanceof Node.Mapping mapping) {
            return mapping;
        }
        problems.add(node.position(), what + " must be a map, not " + node.kind());
        return new Node.Mapping(node.position(), Map.of());
    }

    /** The keys of a map below this one, in the order of the file. */
    List<String> names(String key) {
        return get(key).orElse(null) instanceof Node.Mapping inner
                ? List.copyOf(inner.entries().keySet())
                : List.of();
    }

    /** Reports keys that expressions could not spell. */
    static void checkNames(Node.Mapping mapping, String what, Problems problems) {
        for (Node.Entry entry : mapping.entries().values()) {
            if (!NAME.matcher(entry.name()).matches()) {
                problems.add(
                        entry.key().position(),
                        String.format(
                                        Locale.ROOT,
                                        "'%s' cannot be the name of %s: use letters, digits, - and _, beginning with",
                                        entry.name(),
                                        what)
                                + " a letter");
            }
        }
    }

    /** Whether the node is a map with at least one key. */
    boolean isMap() {
        return !mapping.entries().isEmpty();
    }

    Position position() {
        return mapping.position();
    }

    Optional<Node> get(String key) {
        return mapping.get(key);
    }

    /** Place of a key, or of the section if it has no such key. */
    Position keyPosition(String key) {
        Node.Entry entry = mapping.entries().get(key);
        return entry == null ? mapping.position() : entry.key().position();
    }

    /** A text without expressions. */
    Optional<String> text(String key) {
        Optional<Node> node = get(key);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (node.get() instanceof Node.Scalar scalar && scalar.text().isPresent()) {
            if (scalar.text().get().contains("${{")) {
                problems.add(node.get().position(), key + " cannot contain an expression");
            }
            return scalar.text();
        }
        problems.add(node.get().position(), key + " must be text, not " + node.get().kind());
        return Optional.empty();
    }

    /** The elements of a list; a single scalar counts as a list of one. */
    List<Node> list(String key) {
        Optional<Node> node = get(key);
        if (node.isEmpty()) {
            return List.of();
        }
        if (node.get() instanceof Node.Sequence sequence) {
            return sequence.elements();
        }
        if (node.get() instanceof Node.Scalar scalar && scalar.value() != null) {
            return List.of(scalar);
        }
        problems.add(node.get().position(), key + " must be a list, not " + node.get().kind());
        return List.of();
    }
}

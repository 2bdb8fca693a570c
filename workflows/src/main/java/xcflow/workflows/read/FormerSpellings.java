package xcflow.workflows.read;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.workflows.schema.FormerSpelling;
import xcflow.workflows.schema.RecordType;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.schema.TaskType;
import xcflow.workflows.text.Position;
import xcflow.workflows.text.Problem;
import xcflow.workflows.text.Problems;
import xcflow.workflows.yaml.Node;

/**
 * Turns inputs that are written as in an earlier release into the spelling of today, before
 * anything else looks at the file. Every value keeps its place in the text.
 */
final class FormerSpellings {
    private final TaskCatalog catalog;
    private final Problems problems;
    private final List<Problem> notes = new ArrayList<>();

    FormerSpellings(TaskCatalog catalog, Problems problems) {
        this.catalog = catalog;
        this.problems = problems;
    }

    /** What was written in a former way. */
    List<Problem> notes() {
        return List.copyOf(notes);
    }

    /** The file as it would be written today. */
    Node current(Node root) {
        if (!(root instanceof Node.Mapping file)
                || !(file.get("steps").orElse(null) instanceof Node.Mapping steps)) {
            return root;
        }
        Map<String, Node.Entry> current = new LinkedHashMap<>();
        steps.entries()
                .forEach(
                        (id, entry) ->
                                current.put(id, new Node.Entry(entry.key(), step(entry.value()))));
        return with(file, "steps", new Node.Mapping(steps.position(), current));
    }

    private Node step(Node step) {
        if (!(step instanceof Node.Mapping mapping)
                || !(mapping.get("with").orElse(null) instanceof Node.Mapping given)) {
            return step;
        }
        Optional<RecordType> inputs =
                mapping.get("uses")
                        .map(name -> String.valueOf(name.plain()))
                        .flatMap(catalog::find)
                        .map(TaskType::inputs);
        return inputs.isEmpty() ? step : with(mapping, "with", inputs(given, inputs.get()));
    }

    private Node.Mapping inputs(Node.Mapping given, RecordType type) {
        Node.Mapping current = given;
        for (FormerSpelling former : type.formerSpellings()) {
            if (former.isIn(given.entries(), type)) {
                Node.Entry entry = given.entries().get(former.name());
                notes.add(
                        new Problem(
                                entry.key().position(),
                                "'"
                                        + former.name()
                                        + "' is now written "
                                        + former.example()
                                        + "; the next release will no longer read it"));
                Map<String, Node.Entry> rest = new LinkedHashMap<>(current.entries());
                rest.remove(former.name());
                current =
                        put(
                                new Node.Mapping(current.position(), rest),
                                former.now(),
                                entry,
                                former);
            }
        }
        return current;
    }

    /** The mapping with a value further inside. */
    private Node.Mapping put(
            Node.Mapping into, List<String> path, Node.Entry value, FormerSpelling former) {
        String name = path.get(0);
        Node there = into.get(name).orElse(null);
        if (path.size() > 1) {
            Node.Mapping inner = mapping(there, value, former);
            return with(into, name, value, put(inner, path.subList(1, path.size()), value, former));
        }
        if (there == null) {
            return with(into, name, value, value.value());
        }
        if (there instanceof Node.Mapping a && value.value() instanceof Node.Mapping b) {
            Map<String, Node.Entry> merged = new LinkedHashMap<>(a.entries());
            b.entries()
                    .forEach(
                            (key, entry) -> {
                                if (merged.putIfAbsent(key, entry) != null) {
                                    refuse(entry.key().position(), former);
                                }
                            });
            return with(into, name, new Node.Mapping(a.position(), merged));
        }
        refuse(value.key().position(), former);
        return into;
    }

    private Node.Mapping mapping(Node there, Node.Entry value, FormerSpelling former) {
        if (there instanceof Node.Mapping mapping) {
            return mapping;
        }
        if (there != null) {
            refuse(value.key().position(), former);
        }
        return new Node.Mapping(value.value().position(), Map.of());
    }

    private void refuse(Position position, FormerSpelling former) {
        problems.add(
                position,
                "'"
                        + former.name()
                        + "' is written in both the former and the current way: write all of it as "
                        + former.example());
    }

    private static Node.Mapping with(Node.Mapping mapping, String name, Node value) {
        return with(mapping, name, mapping.entries().get(name), value);
    }

    /** The mapping with another value under a name; a new name stands where another entry did. */
    private static Node.Mapping with(
            Node.Mapping mapping, String name, Node.Entry place, Node value) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>(mapping.entries());
        Node.Entry before = entries.get(name);
        Node.Scalar key = before == null ? place.key() : before.key();
        Node.Scalar named =
                name.equals(String.valueOf(key.value()))
                        ? key
                        : new Node.Scalar(key.position(), name, key.source(), key.quoted());
        entries.put(name, new Node.Entry(named, value));
        return new Node.Mapping(mapping.position(), entries);
    }
}

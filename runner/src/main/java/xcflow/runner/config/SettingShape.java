package xcflow.runner.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import xcflow.workflows.text.Problems;
import xcflow.workflows.text.Suggestion;
import xcflow.workflows.yaml.Node;

/** What may stand at a place of the configuration. The shapes of all places are its schema. */
public sealed interface SettingShape {

    /** What it is for; one sentence. */
    String description();

    /**
     * Notes what is wrong with a node.
     *
     * @param what the node is, for messages: {@code store}
     */
    void check(String what, Node node, Problems problems);

    /** The shape of what stands below a key; empty if nothing may. */
    Optional<SettingShape> below(String key);

    /** As JSON Schema. */
    Map<String, Object> schema();

    /** Turns the text of a value into what it means. */
    @FunctionalInterface
    interface Meaning {
        /**
         * @throws IllegalArgumentException with a sentence for the user
         */
        Object of(Object value);
    }

    /**
     * One value.
     *
     * @param type of JSON Schema
     * @param secret whether it is never shown
     */
    record Value(String description, String type, boolean secret, Meaning meaning)
            implements SettingShape {
        private String kind() {
            return switch (type) {
                case "integer" -> "a whole number";
                case "boolean" -> "true or false";
                default -> "text";
            };
        }

        @Override
        public void check(String what, Node node, Problems problems) {
            if (!(node instanceof Node.Scalar scalar)) {
                problems.add(node.position(), what + " must be " + kind() + ", not " + node.kind());
                return;
            }
            try {
                meaning.of(scalar.value());
            } catch (IllegalArgumentException e) {
                problems.add(node.position(), what + " " + e.getMessage());
            }
        }

        @Override
        public Optional<SettingShape> below(String key) {
            return Optional.empty();
        }

        @Override
        public Map<String, Object> schema() {
            return described(description, Map.of("type", type));
        }
    }

    /** Some texts; a single one counts as a list of one. */
    record Texts(String description) implements SettingShape {
        @Override
        public void check(String what, Node node, Problems problems) {
            List<Node> elements =
                    node instanceof Node.Sequence list ? list.elements() : List.of(node);
            for (Node element : elements) {
                if (!(element instanceof Node.Scalar scalar) || scalar.text().isEmpty()) {
                    problems.add(
                            element.position(), what + " must be texts, not " + element.kind());
                }
            }
        }

        @Override
        public Optional<SettingShape> below(String key) {
            return Optional.empty();
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> text = Map.of("type", "string");
            return described(
                    description,
                    Map.of("anyOf", List.of(text, Map.of("type", "array", "items", text))));
        }
    }

    /**
     * What another language describes.
     *
     * @param language reads it and notes what is wrong
     * @param type of JSON Schema
     */
    record Told(
            String description,
            java.util.function.BiConsumer<Node, Problems> language,
            Map<String, Object> type)
            implements SettingShape {
        @Override
        public void check(String what, Node node, Problems problems) {
            language.accept(node, problems);
        }

        @Override
        public Optional<SettingShape> below(String key) {
            return Optional.empty();
        }

        @Override
        public Map<String, Object> schema() {
            return described(description, type);
        }
    }

    /** A map whose keys are known. */
    record Section(String description, Map<String, SettingShape> keys) implements SettingShape {
        public Section(String description) {
            this(description, new LinkedHashMap<>());
        }

        /** This section with one key more. */
        public Section with(String key, SettingShape shape) {
            Map<String, SettingShape> more = new LinkedHashMap<>(keys);
            more.put(key, shape);
            return new Section(description, more);
        }

        @Override
        public void check(String what, Node node, Problems problems) {
            if (!(node instanceof Node.Mapping mapping)) {
                problems.add(node.position(), what + " must be a map, not " + node.kind());
                return;
            }
            List<String> known = new ArrayList<>(keys.keySet());
            for (Node.Entry entry : mapping.entries().values()) {
                SettingShape shape = keys.get(entry.name());
                if (shape != null) {
                    shape.check(entry.name(), entry.value(), problems);
                } else {
                    problems.add(
                            entry.key().position(),
                            "unknown key '"
                                    + entry.name()
                                    + "' in "
                                    + what
                                    + Suggestion.forName(entry.name(), known));
                }
            }
        }

        @Override
        public Optional<SettingShape> below(String key) {
            return Optional.ofNullable(keys.get(key));
        }

        @Override
        public Map<String, Object> schema() {
            Map<String, Object> properties = new LinkedHashMap<>();
            keys.forEach((key, shape) -> properties.put(key, shape.schema()));
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "object");
            schema.put("properties", properties);
            schema.put("additionalProperties", false);
            return described(description, schema);
        }
    }

    /**
     * A map whose keys are names that the user chooses.
     *
     * @param what a name stands for: {@code site}
     */
    record Named(String description, String what, SettingShape each) implements SettingShape {
        private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,62}");

        @Override
        public void check(String place, Node node, Problems problems) {
            if (!(node instanceof Node.Mapping mapping)) {
                problems.add(node.position(), place + " must be a map, not " + node.kind());
                return;
            }
            for (Node.Entry entry : mapping.entries().values()) {
                if (!NAME.matcher(entry.name()).matches()) {
                    problems.add(
                            entry.key().position(),
                            "'"
                                    + entry.name()
                                    + "' cannot be the name of a "
                                    + what
                                    + ": use letters, digits, - and _, beginning with a letter");
                }
                each.check(what + " '" + entry.name() + "'", entry.value(), problems);
            }
        }

        @Override
        public Optional<SettingShape> below(String key) {
            return Optional.of(each);
        }

        @Override
        public Map<String, Object> schema() {
            return described(
                    description, Map.of("type", "object", "additionalProperties", each.schema()));
        }
    }

    /** One value, or a map that says more. */
    record Either(Value value, Section section) implements SettingShape {
        @Override
        public String description() {
            return value.description();
        }

        @Override
        public void check(String what, Node node, Problems problems) {
            if (node instanceof Node.Mapping) {
                section.check(what, node, problems);
            } else {
                value.check(what, node, problems);
            }
        }

        @Override
        public Optional<SettingShape> below(String key) {
            return section.below(key);
        }

        @Override
        public Map<String, Object> schema() {
            return described(
                    description(), Map.of("anyOf", List.of(value.schema(), section.schema())));
        }
    }

    private static Map<String, Object> described(String description, Map<String, Object> schema) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("description", description);
        all.putAll(schema);
        return all;
    }
}

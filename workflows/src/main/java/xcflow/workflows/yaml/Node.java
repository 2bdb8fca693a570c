package xcflow.workflows.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.workflows.text.Position;

/** A node of a YAML document. Immutable; an alias is the very node that it names. */
public sealed interface Node {

    /** Where the node begins. */
    Position position();

    /** The node's content as a plain value. */
    Object plain();

    /** What the node is, for messages. */
    String kind();

    /**
     * @param value null, Boolean, Long, Double or String
     * @param source the text that the node stands in
     * @param quoted whether the value was written in quotes or as a block
     */
    record Scalar(Position position, Object value, SourceText source, boolean quoted)
            implements Node {
        @Override
        public Object plain() {
            return value;
        }

        @Override
        public String kind() {
            return value == null
                    ? "nothing"
                    : value instanceof String s
                            ? "text '" + s + "'"
                            : value instanceof Boolean ? value.toString() : "number " + value;
        }

        /** The value if it is text. */
        public Optional<String> text() {
            return value instanceof String s ? Optional.of(s) : Optional.empty();
        }

        /** Whether the value stands without quotes on a line that goes on with a comment. */
        public boolean lineHasComment() {
            int at = source.offset(position.line(), position.column());
            int end = source.text().indexOf('\n', at);
            String line = source.text().substring(at, end < 0 ? source.text().length() : end);
            return !quoted && line.contains(" #");
        }

        /**
         * Place of a character of the value.
         *
         * @param opener text that is written in the file as it is in the value
         * @param occurrence which of its occurrences in the value, from 0
         * @param between what stands between the opener and the character; runs of white space may
         *     be longer or shorter in the file, as in folded and indented blocks
         * @param shift characters further on
         */
        public Position inside(String opener, int occurrence, String between, int shift) {
            String text = source.text();
            int at = source.offset(position.line(), position.column());
            for (int i = 0; i <= occurrence && at >= 0; i++) {
                at = text.indexOf(opener, i == 0 ? at : at + opener.length());
            }
            if (at < 0) {
                return position;
            }
            at += opener.length();
            boolean blank = false;
            for (int i = 0; i < between.length() && at < text.length(); i++) {
                boolean blankBefore = blank;
                blank = Character.isWhitespace(between.charAt(i));
                if (!blank) {
                    at++;
                } else if (!blankBefore) {
                    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                        at++;
                    }
                }
            }
            return source.position(at + shift);
        }
    }

    /** A list. */
    record Sequence(Position position, List<Node> elements) implements Node {
        @Override
        public Object plain() {
            List<Object> values = new ArrayList<>(elements.size());
            elements.forEach(element -> values.add(element.plain()));
            return values;
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /** One key of a mapping with its value. */
    record Entry(Scalar key, Node value) {
        /** The key as text. */
        public String name() {
            return String.valueOf(key.value());
        }
    }

    /**
     * A map.
     *
     * @param entries in the order of the file, without duplicates
     */
    record Mapping(Position position, Map<String, Entry> entries) implements Node {
        /** Value of a key, if there is one. */
        public Optional<Node> get(String key) {
            return Optional.ofNullable(entries.get(key)).map(Entry::value);
        }

        @Override
        public Object plain() {
            Map<String, Object> values = new LinkedHashMap<>();
            entries.forEach((name, entry) -> values.put(name, entry.value().plain()));
            return values;
        }

        @Override
        public String kind() {
            return "a map";
        }
    }
}

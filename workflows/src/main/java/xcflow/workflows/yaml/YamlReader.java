package xcflow.workflows.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Position;
import xcflow.workflows.text.Problems;

/**
 * Reads YAML 1.2 into nodes: no types but those of the core schema, no duplicate keys, aliases only
 * as far as they do not blow the document up.
 */
public final class YamlReader {
    /** More nodes than this, aliases written out, are taken for an attack. */
    private static final long MAX_NODES = 2_000_000;

    private static final int MAX_CHARACTERS = 8_000_000;
    private static final int MAX_DEPTH = 100;

    /** The parser copies what it holds of a scalar each time that it reads a piece. */
    private static final int LONG = 1 << 16;

    private static final YAMLFactory USUAL = factory(1 << 10);
    private static final YAMLFactory FOR_LONG_TEXTS = factory(1 << 20);

    private final SourceText source;
    private final YAMLParser parser;
    private final Problems problems = new Problems();
    private final Map<String, Node> anchors = new HashMap<>();
    private final IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();
    private final IdentityHashMap<Node, Integer> depths = new IdentityHashMap<>();
    private long codePoints;
    private int characters;

    private static YAMLFactory factory(int bufferSize) {
        return YAMLFactory.builder()
                .loadSettings(
                        LoadSettings.builder()
                                .setBufferSize(bufferSize)
                                .setCodePointLimit(MAX_CHARACTERS)
                                .setMaxAliasesForCollections(1000)
                                .build())
                // Found here instead, so that all are reported at once.
                .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .streamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_DEPTH)
                                .maxStringLength(MAX_CHARACTERS)
                                .build())
                .build();
    }

    private YamlReader(SourceText source, YAMLParser parser) {
        this.source = source;
        this.parser = parser;
    }

    /**
     * Reads a text with at most one document; an empty one gives a scalar without value.
     *
     * @param name of the text, as it is shown to the user
     */
    public static Node read(String text, String name) throws InvalidInputException {
        if (text.length() > MAX_CHARACTERS) {
            throw new InvalidInputException(
                    Position.of(name),
                    "the text is too long: it has more than " + MAX_CHARACTERS + " characters");
        }
        SourceText source = new SourceText(name, text);
        YAMLFactory factory = text.length() > LONG ? FOR_LONG_TEXTS : USUAL;
        try (var parser =
                (YAMLParser)
                        factory.createParser(
                                ObjectReadContext.empty(), new WholeCharacters(text))) {
            YamlReader reader = new YamlReader(source, parser);
            if (parser.nextToken() == null) {
                return new Node.Scalar(new Position(name, 1, 1), null, source, false);
            }
            Node node = reader.node();
            if (parser.nextToken() != null) {
                reader.problems.add(reader.here(), "only one YAML document is allowed in a file");
            }
            reader.problems.throwIfAny();
            return node;
        } catch (JacksonException e) {
            throw SyntaxError.explain(source, e);
        }
    }

    private Node node() throws InvalidInputException {
        Position position = here();
        String anchor = (String) parser.getObjectId();
        if (parser.getTypeId() != null) {
            problems.add(position, "tags (!" + tag() + ") are not part of the language");
        }
        Node node =
                switch (parser.currentToken()) {
                    case START_OBJECT -> mapping(position);
                    case START_ARRAY -> sequence(position);
                    default -> parser.isCurrentAlias() ? alias(position) : scalar(position);
                };
        if (anchor != null) {
            anchors.put(anchor, node);
        }
        if (sizes.merge(node, 1L, Math::max) > MAX_NODES) {
            throw new InvalidInputException(
                    position, "aliases expand this document beyond any reasonable size");
        }
        return node;
    }

    private String tag() {
        String tag = String.valueOf(parser.getTypeId());
        return tag.substring(tag.lastIndexOf(':') + 1);
    }

    private Node mapping(Position position) throws InvalidInputException {
        Merge entries = new Merge(problems);
        long size = 1;
        int depth = 1;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Position keyPosition = here();
            String name = parser.currentName();
            boolean merge = name.equals(Merge.KEY) && first() == '<';
            parser.nextToken();
            Node value = node();
            size += sizes.get(value);
            depth = Math.max(depth, 1 + depth(value));
            refuseNul(name, keyPosition);
            Node.Scalar key = new Node.Scalar(keyPosition, name, source, false);
            entries.add(new Node.Entry(key, value), merge);
        }
        Node node =
                new Node.Mapping(
                        position, java.util.Collections.unmodifiableMap(entries.entries()));
        return sized(node, size, depth);
    }

    private Node sequence(Position position) throws InvalidInputException {
        List<Node> elements = new ArrayList<>();
        long size = 1;
        int depth = 1;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Node element = node();
            size += sizes.get(element);
            depth = Math.max(depth, 1 + depth(element));
            elements.add(element);
        }
        return sized(new Node.Sequence(position, List.copyOf(elements)), size, depth);
    }

    /** How deep a node goes with its aliases written out; a scalar has the depth 0. */
    private int depth(Node node) {
        return depths.getOrDefault(node, 0);
    }

    private Node sized(Node node, long size, int depth) throws InvalidInputException {
        if (depth > MAX_DEPTH) {
            throw new InvalidInputException(
                    node.position(),
                    "nested too deeply: more than " + MAX_DEPTH + " levels, with aliases expanded");
        }
        sizes.put(node, size);
        depths.put(node, depth);
        return node;
    }

    private Node alias(Position position) {
        Node target = anchors.get(parser.getString());
        if (target == null) {
            problems.add(position, "unknown alias *" + parser.getString());
            return new Node.Scalar(position, null, source, false);
        }
        return target;
    }

    private Node scalar(Position position) {
        String text = parser.getString();
        refuseNul(text, position);
        char first = first();
        boolean quoted = first == '"' || first == '\'' || first == '|' || first == '>';
        Object value = parser.currentToken() == JsonToken.VALUE_NULL ? null : text;
        return new Node.Scalar(
                position,
                quoted ? text : value == null ? null : CoreSchema.resolve(text),
                source,
                quoted);
    }

    /** No argument of a program, name of a file or text in a database can have it. */
    private void refuseNul(String text, Position position) {
        if (text.indexOf('\0') >= 0) {
            problems.add(position, "a text must not contain the character NUL (\\0)");
        }
    }

    /** The first character of the current token, which tells whether it is in quotes. */
    private char first() {
        // The parser counts characters beyond the basic plane once, Java's text has them as two.
        long offset = parser.currentTokenLocation().getCharOffset();
        if (offset < codePoints) {
            codePoints = 0;
            characters = 0;
        }
        String text = source.text();
        while (codePoints < offset && characters < text.length()) {
            characters += Character.charCount(text.codePointAt(characters));
            codePoints++;
        }
        return offset >= 0 && characters < text.length() ? text.charAt(characters) : ' ';
    }

    private Position here() {
        TokenStreamLocation location = parser.currentTokenLocation();
        return new Position(source.name(), location.getLineNr(), location.getColumnNr());
    }
}

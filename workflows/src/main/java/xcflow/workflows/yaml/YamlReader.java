package xcflow.workflows.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

    private static final int MAX_CHARACTERS = 32_000_000;
    private static final int MAX_DEPTH = 100;

    private static final YAMLFactory FACTORY =
            YAMLFactory.builder()
                    .loadSettings(
                            LoadSettings.builder()
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

    private final SourceText source;
    private final YAMLParser parser;
    private final Problems problems = new Problems();
    private final Map<String, Node> anchors = new HashMap<>();
    private final IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();

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
        SourceText source = new SourceText(name, text);
        try (var parser = (YAMLParser) FACTORY.createParser(ObjectReadContext.empty(), text)) {
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
                    position, "aliases blow this document up beyond any reasonable size");
        }
        return node;
    }

    private String tag() {
        String tag = String.valueOf(parser.getTypeId());
        return tag.substring(tag.lastIndexOf(':') + 1);
    }

    private Node mapping(Position position) throws InvalidInputException {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        long size = 1;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Position keyPosition = here();
            String name = parser.currentName();
            parser.nextToken();
            Node value = node();
            size += sizes.get(value);
            Node.Entry before = entries.get(name);
            if (before != null) {
                problems.add(
                        keyPosition,
                        String.format(
                                Locale.ROOT,
                                "duplicate key '%s', first given in line %d",
                                name,
                                before.key().position().line()));
                continue;
            }
            entries.put(
                    name, new Node.Entry(new Node.Scalar(keyPosition, name, source, false), value));
        }
        Node node = new Node.Mapping(position, java.util.Collections.unmodifiableMap(entries));
        sizes.put(node, size);
        return node;
    }

    private Node sequence(Position position) throws InvalidInputException {
        List<Node> elements = new ArrayList<>();
        long size = 1;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Node element = node();
            size += sizes.get(element);
            elements.add(element);
        }
        Node node = new Node.Sequence(position, List.copyOf(elements));
        sizes.put(node, size);
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
        char first = charAt(position);
        boolean quoted = first == '"' || first == '\'' || first == '|' || first == '>';
        Object value = parser.currentToken() == JsonToken.VALUE_NULL ? null : text;
        return new Node.Scalar(
                position,
                quoted ? text : value == null ? null : Core.resolve(text),
                source,
                quoted);
    }

    private char charAt(Position position) {
        int offset = (int) parser.currentTokenLocation().getCharOffset();
        return offset >= 0 && offset < source.text().length() ? source.text().charAt(offset) : ' ';
    }

    private Position here() {
        TokenStreamLocation location = parser.currentTokenLocation();
        return new Position(source.name(), location.getLineNr(), location.getColumnNr());
    }
}

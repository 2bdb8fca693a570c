package xcflow.runner.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Position;
import xcflow.workflows.text.Problems;
import xcflow.workflows.text.Suggestion;
import xcflow.workflows.yaml.Node;
import xcflow.workflows.yaml.YamlReader;

/**
 * The settings that count for a project, each with its origin: of several layers ({@link Layers})
 * the strongest that has it. Without files of settings, which most users do not have, it is empty.
 */
public final class Configuration {
    private final Node.Mapping root;

    private Configuration(Node.Mapping root) {
        this.root = root;
    }

    /**
     * The settings of a project.
     *
     * @throws InvalidInputException with everything that is wrong, each with its place
     */
    public static Configuration of(Path home) throws IOException, InvalidInputException {
        return read(Layers.of(home.toAbsolutePath().normalize()));
    }

    /** The settings in some layers. */
    public static Configuration read(Layers layers) throws IOException, InvalidInputException {
        Problems problems = new Problems();
        List<Node.Mapping> files = new ArrayList<>();
        for (Path file : layers.files()) {
            if (Files.exists(file)) {
                files.add(checked(file, problems));
            }
        }
        Node.Mapping environment = environment(layers, problems);
        problems.throwIfAny();
        Node.Mapping base = files.stream().reduce(Merging.NOTHING, Merging::over);
        Node.Mapping merged = Merging.over(profile(base, environment), environment);
        return new Configuration(merged);
    }

    private static Node.Mapping checked(Path file, Problems problems)
            throws IOException, InvalidInputException {
        Node node = YamlReader.read(Files.readString(file), file.toString());
        if (node instanceof Node.Scalar scalar && scalar.value() == null) {
            return Merging.NOTHING;
        }
        SettingsSchema.ROOT.check("the settings", node, problems);
        return node instanceof Node.Mapping mapping ? mapping : Merging.NOTHING;
    }

    private static Node.Mapping environment(Layers layers, Problems problems) {
        Node.Mapping all = Merging.NOTHING;
        for (SettingsSchema.Variable variable : SettingsSchema.VARIABLES) {
            String value = layers.environment().getOrDefault(variable.name(), "");
            if (!value.isBlank()) {
                all =
                        Merging.over(
                                all,
                                Merging.single(variable.setting(), value.strip(), variable.name()));
            }
        }
        SettingsSchema.ROOT.check("the environment", all, problems);
        return all;
    }

    /** The settings of all files with those of the chosen profile above them. */
    private static Node.Mapping profile(Node.Mapping base, Node.Mapping environment)
            throws InvalidInputException {
        Optional<Node> chosen = Merging.over(base, environment).get("profile");
        if (chosen.isEmpty()) {
            return base;
        }
        String name = ((Node.Scalar) chosen.get()).text().orElseThrow();
        Optional<Node> profiles = base.get("profiles");
        Optional<Node> found =
                profiles.flatMap(all -> all instanceof Node.Mapping map ? map.get(name) : empty());
        if (found.isEmpty()) {
            Set<String> known =
                    profiles.map(all -> ((Node.Mapping) all).entries().keySet()).orElse(Set.of());
            throw new InvalidInputException(
                    chosen.get().position(),
                    "there is no profile '" + name + "'" + Suggestion.forName(name, known));
        }
        return Merging.over(base, (Node.Mapping) found.get());
    }

    private static Optional<Node> empty() {
        return Optional.empty();
    }

    /** What is set at a place, whatever it is. */
    public Optional<Node> node(String... path) {
        Optional<Node> node = Optional.of(root);
        for (String key : path) {
            node = node.flatMap(it -> it instanceof Node.Mapping map ? map.get(key) : empty());
        }
        return node;
    }

    /** Keys of a map in the order of the files; none if it is not set. */
    public List<String> names(String... path) {
        return node(path).filter(Node.Mapping.class::isInstance).stream()
                .flatMap(node -> ((Node.Mapping) node).entries().keySet().stream())
                .toList();
    }

    /** A value as its shape understands it. */
    private Optional<Object> value(String... path) {
        SettingShape shape = SettingsSchema.ROOT;
        for (String key : path) {
            shape = shape.below(key).orElseThrow(() -> new IllegalArgumentException(key));
        }
        SettingShape found = shape instanceof SettingShape.Either either ? either.value() : shape;
        if (!(found instanceof SettingShape.Value value)) {
            throw new IllegalArgumentException(String.join(".", path) + " is no single value");
        }
        return node(path)
                .filter(Node.Scalar.class::isInstance)
                .map(node -> value.meaning().of(((Node.Scalar) node).value()));
    }

    /** A text. */
    public Optional<String> text(String... path) {
        return value(path).map(String.class::cast);
    }

    /** A whole number. */
    public Optional<Integer> whole(String... path) {
        return value(path).map(Integer.class::cast);
    }

    /** Bytes. */
    public Optional<Long> size(String... path) {
        return value(path).map(Long.class::cast);
    }

    /** A length of time. */
    public Optional<Duration> duration(String... path) {
        return value(path).map(Duration.class::cast);
    }

    /** Whether something is to be; false if it is not set. */
    public boolean truth(String... path) {
        return value(path).map(Boolean.class::cast).orElse(false);
    }

    /** Some texts; none if they are not set. */
    public List<String> texts(String... path) {
        return node(path).stream()
                .flatMap(
                        node ->
                                node instanceof Node.Sequence list
                                        ? list.elements().stream()
                                        : List.of(node).stream())
                .map(node -> ((Node.Scalar) node).text().orElseThrow())
                .toList();
    }

    /**
     * A file or directory: relative to the file in which it is set, for variables to the working
     * directory; {@code ~/} is the user's own.
     */
    public Optional<Path> path(String... path) {
        return text(path).map(text -> path(text, node(path).orElseThrow().position()));
    }

    /** As {@link #path(String...)}, of a text that was set at a place. */
    public static Path path(String text, Position position) {
        return text.startsWith("~/")
                ? Path.of(System.getProperty("user.home"), text.substring(2))
                : Path.of(position.file()).toAbsolutePath().resolveSibling(text).normalize();
    }

    /** Refuses the settings because of what is at a place, the nearest one that is set. */
    public InvalidInputException refuse(String message, String... path) {
        for (int length = path.length; length > 0; length--) {
            Optional<Node> node = node(java.util.Arrays.copyOf(path, length));
            if (node.isPresent()) {
                return new InvalidInputException(node.get().position(), message);
            }
        }
        return new InvalidInputException(root.position(), message);
    }

    /** Every value that is set, in the order of the schema. */
    public List<ConfiguredValue> settings() {
        return ConfiguredValue.all(root);
    }
}

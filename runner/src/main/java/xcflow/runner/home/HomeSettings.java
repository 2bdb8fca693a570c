package xcflow.runner.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.storage.home.StoreSettings;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Problems;
import xcflow.workflows.text.Suggestion;
import xcflow.workflows.yaml.Node;
import xcflow.workflows.yaml.YamlReader;

/**
 * Reads {@code home.yaml}:
 *
 * <pre>
 * store:
 *   database: {url: "jdbc:postgresql://host/database", user: anna, password-file: ~/.config/xcflow/password}
 *   objects: /group/xcflow/objects
 * </pre>
 *
 * A project may come from somebody else, so an address may only say where the server is and how to
 * be sure of it, never what the driver is to load.
 */
final class HomeSettings {
    private static final List<String> PARTS = List.of("store");
    private static final List<String> STORES = List.of("database", "objects");
    private static final List<String> DATABASE = List.of("url", "user", "password-file");

    /** Parameters of the driver that cannot make it run or read anything else than certificates. */
    private static final Set<String> PARAMETERS =
            Set.of(
                    "sslmode",
                    "sslrootcert",
                    "sslcert",
                    "sslkey",
                    "ssl",
                    "channelBinding",
                    "connectTimeout",
                    "socketTimeout",
                    "targetServerType",
                    "currentSchema");

    private static final Pattern URL =
            Pattern.compile("jdbc:postgresql://[^/?@\\s]*/[^/?@\\s]*(?:\\?(?<parameters>\\S*))?");

    private final Path file;
    private final Problems problems = new Problems();

    private HomeSettings(Path file) {
        this.file = file;
    }

    /**
     * @throws InvalidInputException with everything that is wrong, each with its place
     */
    static StoreSettings read(Path file) throws IOException, InvalidInputException {
        Node root = YamlReader.read(Files.readString(file), file.toString());
        HomeSettings reading = new HomeSettings(file);
        StoreSettings settings = reading.stores(root);
        reading.problems.throwIfAny();
        return settings;
    }

    private StoreSettings stores(Node root) {
        Optional<Node> store = section(root, "the settings of a home", PARTS).get("store");
        if (store.isEmpty()) {
            return StoreSettings.EMBEDDED;
        }
        Node.Mapping stores = section(store.get(), "store", STORES);
        return new StoreSettings(
                stores.get("database").flatMap(this::server),
                text(stores, "objects").map(this::path));
    }

    private Optional<StoreSettings.Server> server(Node node) {
        Node.Mapping database = section(node, "database", DATABASE);
        Optional<String> url = text(database, "url");
        if (url.isEmpty()) {
            if (node instanceof Node.Mapping && database.get("url").isEmpty()) {
                problems.add(
                        node.position(),
                        "database needs its url, such as jdbc:postgresql://host/database");
            }
            return Optional.empty();
        }
        checkUrl(database.get("url").get(), url.get());
        return Optional.of(
                new StoreSettings.Server(
                        url.get(),
                        text(database, "user"),
                        text(database, "password-file").map(this::path)));
    }

    private void checkUrl(Node node, String url) {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            problems.add(
                    node.position(),
                    "url must be jdbc:postgresql://host/database or jdbc:postgresql://host:port/database");
            return;
        }
        String parameters = matcher.group("parameters");
        if (parameters == null) {
            return;
        }
        for (String parameter : parameters.split("&")) {
            String name = parameter.split("=", 2)[0];
            if (name.equals("password")) {
                problems.add(
                        node.position(),
                        "url must not contain a password: write it to a file that only you can"
                                + " read, and give that file as password-file");
            } else if (!PARAMETERS.contains(name)) {
                problems.add(
                        node.position(),
                        "url has the parameter '"
                                + name
                                + "', which is not allowed"
                                + Suggestion.forName(name, PARAMETERS));
            }
        }
    }

    /** A map all of whose keys are known; an empty one takes the place of anything else. */
    private Node.Mapping section(Node node, String what, List<String> known) {
        if (!(node instanceof Node.Mapping mapping)) {
            problems.add(node.position(), what + " must be a map, not " + node.kind());
            return new Node.Mapping(node.position(), java.util.Map.of());
        }
        for (Node.Entry entry : mapping.entries().values()) {
            if (!known.contains(entry.name())) {
                problems.add(
                        entry.key().position(),
                        "unknown key '"
                                + entry.name()
                                + "' in "
                                + what
                                + Suggestion.forName(entry.name(), known));
            }
        }
        return mapping;
    }

    private Optional<String> text(Node.Mapping mapping, String key) {
        Optional<Node> node = mapping.get(key);
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (node.get() instanceof Node.Scalar scalar
                && scalar.text().filter(text -> !text.isBlank()).isPresent()) {
            return scalar.text();
        }
        problems.add(node.get().position(), key + " must be text, not " + node.get().kind());
        return Optional.empty();
    }

    /** Relative to the home; {@code ~/} is the user's own directory. */
    private Path path(String text) {
        return text.startsWith("~/")
                ? Path.of(System.getProperty("user.home"), text.substring(2))
                : file.toAbsolutePath().resolveSibling(text).normalize();
    }
}

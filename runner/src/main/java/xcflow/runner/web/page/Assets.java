package xcflow.runner.web.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import xcflow.runner.graph.GraphPicture;
import xcflow.runner.http.Call;
import xcflow.runner.http.RefusalException;
import xcflow.runner.http.Reply;
import xcflow.runner.http.Route;

/** Styles and scripts: our own, and those of libraries, which come as jars. */
public final class Assets {
    private static final String JARS = "/META-INF/resources/webjars/";
    private static final Map<String, String> LIBRARIES = new HashMap<>();

    static {
        LIBRARIES.put("htmx.js", JARS + "htmx.org/2.0.10/dist/htmx.min.js");
        module("codemirror__state", "6.7.1", "dist/index.js");
        module("codemirror__view", "6.43.7", "dist/index.js");
        module("codemirror__language", "6.12.4", "dist/index.js");
        module("codemirror__commands", "6.10.4", "dist/index.js");
        module("codemirror__autocomplete", "6.20.3", "dist/index.js");
        module("codemirror__lint", "6.9.7", "dist/index.js");
        module("lezer__common", "1.5.2", "dist/index.js");
        module("lezer__highlight", "1.2.3", "dist/index.js");
        module("lezer__lr", "1.4.10", "dist/index.js");
        module("style-mod", "4.1.3", "src/style-mod.js");
        module("w3c-keyname", "2.2.8", "index.js");
        module("crelt", "1.0.7", "index.js");
        module("marijn__find-cluster-break", "1.0.3", "src/index.js");
        LIBRARIES.put(
                "cm/legacy-modes/yaml.js", JARS + "codemirror__legacy-modes/6.5.1/mode/yaml.js");
    }

    /** What a module imports by name: browsers want addresses. */
    private static final Pattern IMPORT =
            Pattern.compile("(from\\s*|import\\s*)(['\"])(@?[a-z][a-z0-9@/-]*)\\2");

    private static void module(String name, String version, String file) {
        LIBRARIES.put("cm/" + name + ".js", JARS + name + "/" + version + "/" + file);
    }

    private static final Map<String, String> TYPES =
            Map.of(
                    "css", "text/css; charset=utf-8",
                    "js", "text/javascript; charset=utf-8",
                    "svg", "image/svg+xml");

    private final Map<String, byte[]> read = new ConcurrentHashMap<>();

    public Assets() {
        read.put("graph.css", GraphPicture.STYLE.getBytes(StandardCharsets.UTF_8));
    }

    /** What is answered where. */
    public List<Route> routes() {
        return List.of(new Route("GET", "/assets/{name...}", Route.Need.NOTHING, this::asset));
    }

    private Reply asset(Call call) throws RefusalException, IOException {
        String name = call.variable("name");
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !name.matches("[a-z0-9_/.-]+") || name.contains("..")) {
            throw RefusalException.unknown("there is no file " + name);
        }
        byte[] bytes = read.get(name);
        if (bytes == null) {
            try (InputStream in =
                    Assets.class.getResourceAsStream(
                            LIBRARIES.getOrDefault(name, "assets/" + name))) {
                if (in == null) {
                    throw RefusalException.unknown("there is no file " + name);
                }
                bytes = in.readAllBytes();
                if (name.startsWith("cm/")) {
                    bytes = addressed(bytes);
                }
                read.put(name, bytes);
            }
        }
        return new Reply.Whole(200, type, bytes, Map.of("Cache-Control", "max-age=600"));
    }

    private static byte[] addressed(byte[] module) {
        String text = new String(module, StandardCharsets.UTF_8);
        return IMPORT.matcher(text)
                .replaceAll(
                        found ->
                                found.group(1)
                                        + "\"/assets/cm/"
                                        + found.group(3).replace("@", "").replace("/", "__")
                                        + ".js\"")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Names of all files of libraries. */
    static Set<String> libraries() {
        return Set.copyOf(LIBRARIES.keySet());
    }
}

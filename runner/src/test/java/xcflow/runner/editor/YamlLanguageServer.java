package xcflow.runner.editor;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of {@code yaml-language-server}, which speaks the Language Server Protocol. */
final class YamlLanguageServer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, Object> SETTINGS =
            Map.of(
                    "validate", true,
                    "hover", true,
                    "completion", true,
                    "schemaStore", Map.of("enable", false));

    private final Process process;
    private final InputStream in;
    private final OutputStream out;
    private final String uri;
    private List<Problem> diagnostics;
    private int requests;

    /** Line and column count from 0. */
    record Problem(int line, int column, String message) {}

    /** The program, if node is there and it was installed by {@code npm install -g}. */
    static Optional<Path> program() throws IOException {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(":")) {
            Path program = Path.of(directory, "yaml-language-server");
            if (!directory.isEmpty() && Files.isExecutable(program)) {
                return Optional.of(program);
            }
        }
        return Optional.empty();
    }

    YamlLanguageServer(Path program, Path file) throws IOException {
        process =
                new ProcessBuilder(program.toString(), "--stdio")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        in = new BufferedInputStream(process.getInputStream());
        out = process.getOutputStream();
        uri = file.toUri().toString();
        request(
                "initialize",
                Map.of(
                        "processId",
                        ProcessHandle.current().pid(),
                        "capabilities",
                        Map.of(
                                "workspace",
                                Map.of("configuration", true),
                                "textDocument",
                                Map.of("hover", Map.of("contentFormat", List.of("markdown"))))));
        notify("initialized", Map.of());
        notify("workspace/didChangeConfiguration", Map.of("settings", Map.of("yaml", SETTINGS)));
        notify(
                "textDocument/didOpen",
                Map.of(
                        "textDocument",
                        Map.of(
                                "uri",
                                uri,
                                "languageId",
                                "yaml",
                                "version",
                                1,
                                "text",
                                Files.readString(file))));
    }

    /** What is wrong; waits until the server has said so. */
    List<Problem> diagnostics() throws IOException {
        while (diagnostics == null || diagnostics.isEmpty()) {
            handle(receive());
        }
        return diagnostics;
    }

    /** What may be written at a place. */
    List<String> completions(int line, int column) throws IOException {
        List<String> labels = new ArrayList<>();
        JsonNode result = request("textDocument/completion", place(line, column));
        result.get("items").forEach(item -> labels.add(item.get("label").asString()));
        return labels;
    }

    /** What is shown when the mouse rests at a place. */
    String hover(int line, int column) throws IOException {
        return request("textDocument/hover", place(line, column))
                .get("contents")
                .get("value")
                .asString();
    }

    private Map<String, Object> place(int line, int column) {
        return Map.of(
                "textDocument",
                Map.of("uri", uri),
                "position",
                Map.of("line", line, "character", column));
    }

    private JsonNode request(String method, Object parameters) throws IOException {
        int id = ++requests;
        send(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", parameters));
        while (true) {
            JsonNode message = receive();
            if (!message.has("method") && message.get("id").asInt() == id) {
                return message.get("result");
            }
            handle(message);
        }
    }

    private void notify(String method, Object parameters) throws IOException {
        send(Map.of("jsonrpc", "2.0", "method", method, "params", parameters));
    }

    /** Answers what the server asks, and keeps what it says of the file. */
    private void handle(JsonNode message) throws IOException {
        String method = message.has("method") ? message.get("method").asString() : "";
        if (method.equals("textDocument/publishDiagnostics")) {
            diagnostics = new ArrayList<>();
            for (JsonNode problem : message.get("params").get("diagnostics")) {
                JsonNode start = problem.get("range").get("start");
                diagnostics.add(
                        new Problem(
                                start.get("line").asInt(),
                                start.get("character").asInt(),
                                problem.get("message").asString()));
            }
        } else if (method.equals("workspace/configuration")) {
            List<Object> answers = new ArrayList<>();
            for (JsonNode item : message.get("params").get("items")) {
                boolean yaml = item.has("section") && item.get("section").asString().equals("yaml");
                answers.add(yaml ? SETTINGS : Map.of());
            }
            send(Map.of("jsonrpc", "2.0", "id", message.get("id"), "result", answers));
        } else if (message.has("id") && !method.isEmpty()) {
            send(Map.of("jsonrpc", "2.0", "id", message.get("id"), "result", List.of()));
        }
    }

    private void send(Object message) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(message);
        String head = "Content-Length: " + bytes.length + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(bytes);
        out.flush();
    }

    private JsonNode receive() throws IOException {
        int length = 0;
        while (true) {
            String line = line();
            if (line.isEmpty()) {
                return JSON.readTree(in.readNBytes(length));
            } else if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw new IOException("the server has ended");
            } else if (c == '\n') {
                return line.toString();
            } else if (c != '\r') {
                line.append((char) c);
            }
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

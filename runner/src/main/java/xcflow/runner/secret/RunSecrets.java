package xcflow.runner.secret;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.runner.value.PlainJson;
import xcflow.workflows.model.EnvironmentVariable;
import xcflow.workflows.model.Secret;
import xcflow.workflows.model.Workflow;

/**
 * The secrets that a workflow declares. Inputs of tasks carry a keyed digest in their place, in the
 * cache key and in every record: the same value is the same input, and nobody can tell what it is.
 * The values are put in when a task begins, in the process that executes it. Thread-safe.
 */
public final class RunSecrets {
    /** There are none. */
    public static final RunSecrets NONE = new RunSecrets(null, Map.of(), Path.of(""), true);

    private static final String DIGEST = "{{secret-digest:";
    private static final Pattern NAMED = Pattern.compile("\\{\\{secret:([A-Za-z0-9_-]+)}}");
    private static final Pattern SEALED =
            Pattern.compile("\\{\\{secret-digest:([0-9a-f]{64}|unknown)}}");

    private final SecretKey key;
    private final Map<String, Secret> sources;
    private final Path directory;
    private final boolean commands;
    private final Map<String, String> digests = new LinkedHashMap<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    private RunSecrets(
            SecretKey key, Map<String, Secret> sources, Path directory, boolean commands) {
        this.key = key;
        this.sources = sources;
        this.directory = directory;
        this.commands = commands;
    }

    /**
     * Inputs with the values of secrets in them.
     *
     * @param mask of these values
     */
    public record Opened(Map<String, Object> inputs, Mask mask) {}

    /**
     * Those of a run.
     *
     * @param home directory with the key
     * @param options of the run
     * @param file of the run's workflow
     */
    public static RunSecrets of(Path home, Map<String, Object> options, Path file) {
        Map<String, Secret> sources = new LinkedHashMap<>();
        if (options.get("secrets") instanceof Map<?, ?> declared) {
            declared.forEach(
                    (name, source) -> {
                        Map<?, ?> said = (Map<?, ?>) source;
                        sources.put(
                                (String) name,
                                new Secret(
                                        Optional.ofNullable((String) said.get("file")),
                                        Optional.ofNullable((String) said.get("command"))));
                    });
        }
        return of(home, sources, file, true);
    }

    /** Those of a workflow that is only looked at: no command is run for that. */
    public static RunSecrets toLookAt(Path home, Workflow workflow) {
        return of(home, declared(workflow), workflow.file(), false);
    }

    private static RunSecrets of(
            Path home, Map<String, Secret> sources, Path file, boolean commands) {
        return sources.isEmpty()
                ? NONE
                : new RunSecrets(
                        new SecretKey(home), sources, file.toAbsolutePath().getParent(), commands);
    }

    private static Map<String, Secret> declared(Workflow workflow) {
        Map<String, Secret> sources = new LinkedHashMap<>();
        for (EnvironmentVariable variable : workflow.env().values()) {
            variable.secret().ifPresent(secret -> sources.put(variable.name(), secret));
        }
        return sources;
    }

    /** What is to be remembered of a workflow's secrets: where they come from. */
    public static Map<String, Object> sources(Workflow workflow) {
        Map<String, Object> all = new LinkedHashMap<>();
        declared(workflow)
                .forEach(
                        (name, secret) -> {
                            Map<String, Object> source = new LinkedHashMap<>();
                            secret.file().ifPresent(file -> source.put("file", file));
                            secret.command().ifPresent(command -> source.put("command", command));
                            all.put(name, source);
                        });
        return all;
    }

    /**
     * Looks whether the secrets of a workflow can be had; commands are not run.
     *
     * @throws SecretException if one cannot
     */
    public static void check(Workflow workflow) throws SecretException {
        Path directory = workflow.file().toAbsolutePath().getParent();
        for (Map.Entry<String, Secret> secret : declared(workflow).entrySet()) {
            if (secret.getValue().command().isEmpty()) {
                new SecretValue(secret.getKey(), directory).of(secret.getValue());
            }
        }
    }

    /** Inputs with digests in the place of secrets. */
    public Map<String, Object> sealed(Map<String, Object> inputs) throws SecretException {
        return sources.isEmpty() ? inputs : map(inputs, NAMED, this::seal);
    }

    private String seal(String name) throws SecretException {
        return sources.containsKey(name) ? DIGEST + digest(name) + "}}" : Secret.placeholder(name);
    }

    private synchronized String digest(String name) throws SecretException {
        Secret source = sources.get(name);
        if (!digests.containsKey(name)) {
            if (source.command().isPresent() && !commands) {
                return "unknown";
            }
            String value = new SecretValue(name, directory).of(source);
            try {
                digests.put(name, key.digest(value));
            } catch (IOException e) {
                throw new SecretException(
                        "the digest of the secret " + name + " cannot be made: " + e.getMessage());
            }
            values.put(digests.get(name), value);
        }
        return digests.get(name);
    }

    /** Whether inputs contain digests of secrets. */
    public static boolean areIn(String inputs) {
        return inputs.contains(DIGEST);
    }

    /**
     * Inputs with the secrets in them.
     *
     * @param json inputs that were sealed here or in another process
     * @throws SecretException if a secret cannot be had here, or is not what it was
     */
    public Opened open(String json) throws SecretException {
        List<String> used = new ArrayList<>();
        Map<String, Object> inputs =
                map(
                        PlainJson.readMap(json),
                        SEALED,
                        digest -> {
                            String value = value(digest);
                            used.add(value);
                            return value;
                        });
        return new Opened(inputs, new Mask(used));
    }

    private synchronized String value(String digest) throws SecretException {
        for (String name : sources.keySet()) {
            if (!values.containsKey(digest)) {
                digest(name);
            }
        }
        String value = values.get(digest);
        if (value == null) {
            throw new SecretException(
                    "the secret of this input is not what it was when the run prepared it ("
                            + String.join(", ", sources.keySet())
                            + "): give it the same value and the same secret.key in the home here,"
                            + " or resume the run");
        }
        return value;
    }

    /** Replaces what a pattern finds, by its first group. */
    private interface Replacement {
        String of(String group) throws SecretException;
    }

    private static Map<String, Object> map(
            Map<String, Object> values, Pattern pattern, Replacement replacement)
            throws SecretException {
        Map<String, Object> replaced = new LinkedHashMap<>();
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            replaced.put(entry.getKey(), value(entry.getValue(), pattern, replacement));
        }
        return replaced;
    }

    @SuppressWarnings("unchecked")
    private static Object value(Object value, Pattern pattern, Replacement replacement)
            throws SecretException {
        if (value instanceof String text && text.contains("{{secret")) {
            Matcher matcher = pattern.matcher(text);
            StringBuilder replaced = new StringBuilder();
            while (matcher.find()) {
                matcher.appendReplacement(
                        replaced, Matcher.quoteReplacement(replacement.of(matcher.group(1))));
            }
            return matcher.appendTail(replaced).toString();
        } else if (value instanceof List<?> list) {
            List<Object> elements = new ArrayList<>(list.size());
            for (Object element : list) {
                elements.add(value(element, pattern, replacement));
            }
            return elements;
        } else if (value instanceof Map<?, ?> map) {
            return map((Map<String, Object>) map, pattern, replacement);
        }
        return value;
    }
}

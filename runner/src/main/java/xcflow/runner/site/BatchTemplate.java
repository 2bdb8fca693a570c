package xcflow.runner.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Problems;
import xcflow.workflows.text.Suggestion;
import xcflow.workflows.yaml.Node;
import xcflow.workflows.yaml.YamlReader;

/**
 * A batch system as data: its script and commands, and how to read what they print. Texts are
 * FreeMarker's with square brackets ({@code [=threads]}, {@code [#if gpus gt 0]…[/#if]}), since
 * scripts need the usual ones.
 *
 * @param script what is submitted
 * @param submit command that takes the script from its input and prints the job's number
 * @param number finds the number in what is printed (group {@code id})
 * @param member number of one of several jobs; empty: the system knows no arrays, and each job is
 *     submitted on its own
 * @param states command that prints a line for each job of the user
 * @param line finds groups {@code id}, {@code state} and perhaps {@code name}, {@code reason},
 *     {@code node}, {@code left} and {@code index} in a line
 * @param words of the system and what they mean
 * @param cancel command that ends jobs
 */
record BatchTemplate(
        String script,
        String submit,
        Pattern number,
        String member,
        String states,
        Pattern line,
        Map<String, JobState.Phase> words,
        String cancel) {

    /** Those that come with xcflow. */
    static final List<String> KNOWN = List.of("slurm", "pbs", "lsf", "sge", "local");

    private static final List<String> KEYS =
            List.of(
                    "description",
                    "script",
                    "submit",
                    "number",
                    "member",
                    "states",
                    "line",
                    "words",
                    "cancel");

    /** One of those that come with xcflow. */
    static BatchTemplate known(String name) {
        String resource = name + ".yaml";
        try (InputStream in = BatchTemplate.class.getResourceAsStream(resource)) {
            return read(new String(in.readAllBytes(), StandardCharsets.UTF_8), resource);
        } catch (IOException | InvalidInputException e) {
            throw new IllegalStateException(e);
        }
    }

    /** That of a user. */
    static BatchTemplate of(Path file) throws IOException, InvalidInputException {
        return read(Files.readString(file), file.toString());
    }

    private static BatchTemplate read(String text, String name) throws InvalidInputException {
        Node root = YamlReader.read(text, name);
        Problems problems = new Problems();
        if (!(root instanceof Node.Mapping mapping)) {
            throw new InvalidInputException(
                    root.position(), "a template must be a map, not " + root.kind());
        }
        for (Node.Entry entry : mapping.entries().values()) {
            if (!KEYS.contains(entry.name())) {
                problems.add(
                        entry.key().position(),
                        "unknown key '"
                                + entry.name()
                                + "' in a template"
                                + Suggestion.forName(entry.name(), KEYS));
            }
        }
        BatchTemplate template =
                new BatchTemplate(
                        text(mapping, "script", true, problems),
                        text(mapping, "submit", true, problems),
                        pattern(mapping, "number", List.of("id"), problems),
                        text(mapping, "member", false, problems),
                        text(mapping, "states", true, problems),
                        pattern(mapping, "line", List.of("id", "state"), problems),
                        words(mapping, problems),
                        text(mapping, "cancel", true, problems));
        problems.throwIfAny();
        return template;
    }

    private static String text(
            Node.Mapping mapping, String key, boolean required, Problems problems) {
        if (mapping.get(key).isEmpty()) {
            if (required) {
                problems.add(mapping.position(), "a template needs '" + key + "'");
            }
            return "";
        }
        Node node = mapping.get(key).get();
        if (node instanceof Node.Scalar scalar && scalar.text().isPresent()) {
            return scalar.text().get();
        }
        problems.add(node.position(), key + " must be text, not " + node.kind());
        return "";
    }

    private static Pattern pattern(
            Node.Mapping mapping, String key, List<String> groups, Problems problems) {
        String text = text(mapping, key, true, problems);
        try {
            Pattern pattern = Pattern.compile(text);
            for (String group : groups) {
                if (!text.isEmpty() && !text.contains("(?<" + group + ">")) {
                    problems.add(
                            mapping.get(key).get().position(),
                            key + " must have the group (?<" + group + ">…)");
                }
            }
            return pattern;
        } catch (PatternSyntaxException e) {
            problems.add(
                    mapping.get(key).get().position(),
                    key + " is no regular expression: " + e.getDescription());
            return Pattern.compile("");
        }
    }

    private static Map<String, JobState.Phase> words(Node.Mapping mapping, Problems problems) {
        Map<String, JobState.Phase> words = new LinkedHashMap<>();
        Node node = mapping.get("words").orElse(null);
        if (!(node instanceof Node.Mapping map)) {
            problems.add(
                    node == null ? mapping.position() : node.position(),
                    "a template needs 'words', a map from the words of the batch system to waiting, running or ended");
            return words;
        }
        for (Node.Entry entry : map.entries().values()) {
            try {
                words.put(
                        entry.name(),
                        JobState.Phase.valueOf(
                                String.valueOf(entry.value().plain()).toUpperCase(Locale.ROOT)));
            } catch (IllegalArgumentException e) {
                problems.add(
                        entry.value().position(),
                        "'"
                                + entry.name()
                                + "' must mean waiting, running or ended, not "
                                + entry.value().kind());
            }
        }
        return words;
    }
}

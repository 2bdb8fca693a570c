package xcflow.workflows.read;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.workflows.expression.TemplateReader;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.model.ResultsDirectory;
import xcflow.workflows.text.Position;
import xcflow.workflows.text.Problems;
import xcflow.workflows.text.Suggestion;
import xcflow.workflows.yaml.Node;

/** Reads {@code results}: a directory, or a map. */
final class ResultsReader {
    private static final List<String> KEYS = List.of("directory", "link", "files");

    private final TemplateReader templates;
    private final Problems problems;

    ResultsReader(TemplateReader templates, Problems problems) {
        this.templates = templates;
        this.problems = problems;
    }

    Optional<ResultsDirectory> read(Section top) {
        return top.get("results").flatMap(this::read);
    }

    private Optional<ResultsDirectory> read(Node node) {
        if (node instanceof Node.Scalar) {
            return Optional.of(
                    new ResultsDirectory(
                            node.position(),
                            directory(node),
                            ResultsDirectory.Link.COPY,
                            Map.of()));
        }
        Section section = Section.of(node, "results", KEYS, problems);
        if (section.get("directory").isEmpty() && section.isMap()) {
            problems.add(section.position(), "results needs a 'directory'");
        }
        ResultsDirectory.Link link =
                section.get("link").map(this::link).orElse(ResultsDirectory.Link.COPY);
        Map<String, ValueTemplate> files = files(section);
        return section.get("directory")
                .map(this::directory)
                .map(directory -> new ResultsDirectory(node.position(), directory, link, files));
    }

    private ValueTemplate directory(Node node) {
        ValueTemplate template = templates.read(node);
        if (template instanceof ValueTemplate.Constant constant) {
            if (constant.value() instanceof String path) {
                inside(path, node.position());
            } else {
                problems.add(node.position(), "the directory of the results must be a text");
            }
        }
        return template;
    }

    private ResultsDirectory.Link link(Node node) {
        Object value = node.plain();
        for (ResultsDirectory.Link link : ResultsDirectory.Link.values()) {
            if (link.label().equals(value)) {
                return link;
            }
        }
        List<String> known =
                Arrays.stream(ResultsDirectory.Link.values())
                        .map(ResultsDirectory.Link::label)
                        .toList();
        problems.add(
                node.position(),
                String.format(
                        Locale.ROOT,
                        "there is no link '%s'%s",
                        value,
                        Suggestion.forName(String.valueOf(value), known)));
        return ResultsDirectory.Link.COPY;
    }

    private Map<String, ValueTemplate> files(Section section) {
        Map<String, ValueTemplate> files = new LinkedHashMap<>();
        section.get("files")
                .map(node -> Section.map(node, "files of the results", problems))
                .ifPresent(
                        mapping ->
                                mapping.entries()
                                        .forEach(
                                                (path, entry) -> {
                                                    if (inside(path, entry.key().position())) {
                                                        files.put(
                                                                path,
                                                                templates.read(entry.value()));
                                                    }
                                                }));
        return files;
    }

    private boolean inside(String path, Position position) {
        boolean inside =
                !path.isBlank()
                        && !path.startsWith("/")
                        && !path.contains("\\")
                        && !List.of(path.split("/")).contains("..");
        if (!inside) {
            problems.add(
                    position,
                    "'" + path + "' must be a path below the workflow's directory, without ..");
        }
        return inside;
    }
}

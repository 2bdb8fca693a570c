package xcflow.workflows.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.workflows.files.ProjectFiles;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Problems;
import xcflow.workflows.yaml.Node;
import xcflow.workflows.yaml.SourceText;
import xcflow.workflows.yaml.YamlReader;

/**
 * Reads {@code imports: {name: file}}. The content of each file is seen by expressions as {@code
 * imports.<name>}; it is plain YAML or JSON, without expressions and imports of its own.
 */
final class ImportReader {
    private final ProjectFiles files;
    private final Problems problems;
    private final List<SourceText> sources;

    /**
     * @param sources the texts that are read are added here
     */
    ImportReader(ProjectFiles files, Problems problems, List<SourceText> sources) {
        this.files = files;
        this.problems = problems;
        this.sources = sources;
    }

    Map<String, Object> read(Section top) {
        Map<String, Object> values = new LinkedHashMap<>();
        Optional<Node> node = top.get("imports");
        if (node.isPresent()) {
            Node.Mapping mapping = Section.map(node.get(), "imports", problems);
            Section.checkNames(mapping, "an import", problems);
            for (Node.Entry entry : mapping.entries().values()) {
                values.put(entry.name(), read(entry));
            }
        }
        return values;
    }

    private Object read(Node.Entry entry) {
        if (!(entry.value() instanceof Node.Scalar scalar) || scalar.text().isEmpty()) {
            problems.add(
                    entry.value().position(),
                    "an import is the path of a YAML file, not " + entry.value().kind());
            return null;
        }
        try {
            Path file = files.find(scalar.text().get());
            String name = scalar.text().get();
            String text = WorkflowReader.text(file);
            sources.add(new SourceText(name, text));
            Node root = YamlReader.read(text, name);
            refuseExpressions(root);
            return root.plain();
        } catch (IOException e) {
            problems.add(scalar.position(), e.getMessage());
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
        }
        return null;
    }

    private void refuseExpressions(Node node) {
        if (node instanceof Node.Scalar scalar) {
            if (scalar.text().orElse("").contains("${{")) {
                problems.add(
                        node.position(), "an imported file holds plain values, no expressions");
            }
        } else if (node instanceof Node.Sequence sequence) {
            sequence.elements().forEach(this::refuseExpressions);
        } else if (node instanceof Node.Mapping mapping) {
            mapping.entries().values().forEach(entry -> refuseExpressions(entry.value()));
        }
    }
}

package xcflow.workflows.read;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.workflows.expression.TemplateReader;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.files.BoundedText;
import xcflow.workflows.files.ProjectFiles;
import xcflow.workflows.model.EnvironmentVariable;
import xcflow.workflows.model.Parameter;
import xcflow.workflows.model.Schedule;
import xcflow.workflows.model.Step;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Position;
import xcflow.workflows.text.Problems;
import xcflow.workflows.yaml.Node;
import xcflow.workflows.yaml.SourceText;
import xcflow.workflows.yaml.YamlReader;

/**
 * Reads a workflow and checks all of it that can be checked before anything runs. A file with an
 * error is refused as a whole, with every error at once; nothing is written or executed.
 */
public final class WorkflowReader {
    static final List<String> KEYS =
            List.of(
                    "name",
                    "description",
                    "parameters",
                    "env",
                    "imports",
                    "defaults",
                    "steps",
                    "outputs",
                    "schedule");

    private final Path file;
    private final ProjectFiles files;
    private final TaskCatalog catalog;
    private final Problems problems = new Problems();
    private final List<SourceText> sources = new ArrayList<>();

    private WorkflowReader(Path file, Path root, TaskCatalog catalog) {
        this.file = file;
        this.files = new ProjectFiles(root, file.toAbsolutePath().getParent());
        this.catalog = catalog;
    }

    /** Reads a file whose paths may not leave the directory that it lies in. */
    public static Workflow read(Path file, TaskCatalog catalog) throws InvalidInputException {
        return read(file, file.toAbsolutePath().getParent(), catalog);
    }

    /**
     * Reads a file.
     *
     * @param root directory that no path in it may leave; contains the file
     * @throws InvalidInputException with everything that is wrong
     */
    public static Workflow read(Path file, Path root, TaskCatalog catalog)
            throws InvalidInputException {
        return read(text(file), file, root, catalog);
    }

    /**
     * Reads a text, for example one that was recorded earlier.
     *
     * @param file where it came from: its name is that in messages, and paths are relative to its
     *     directory; need not exist any longer
     */
    public static Workflow read(String text, Path file, Path root, TaskCatalog catalog)
            throws InvalidInputException {
        return new WorkflowReader(file, root, catalog).read(text);
    }

    static String text(Path file) throws InvalidInputException {
        Position position = Position.of(file.toString());
        try {
            return BoundedText.read(file);
        } catch (NoSuchFileException e) {
            throw new InvalidInputException(position, "there is no such file");
        } catch (AccessDeniedException e) {
            throw new InvalidInputException(position, "the file may not be read");
        } catch (IOException e) {
            throw new InvalidInputException(position, e.getMessage());
        }
    }

    private Workflow read(String text) throws InvalidInputException {
        sources.add(new SourceText(file.toString(), text));
        FormerSpellings spellings = new FormerSpellings(catalog, problems);
        Node root = spellings.current(YamlReader.read(text, file.toString()));
        if (root instanceof Node.Scalar scalar && scalar.value() == null) {
            throw new InvalidInputException(
                    root.position(), "the file is empty: a workflow needs 'steps'");
        }
        Section top = Section.of(root, "a workflow", KEYS, problems);
        TemplateReader templates = new TemplateReader(problems);

        Map<String, Object> imports = new ImportReader(files, problems, sources).read(top);
        Map<String, Parameter> parameters = new ParameterReader(templates, problems).read(top);
        Map<String, Step> steps = new StepReader(catalog, templates, problems).read(top);
        Workflow workflow =
                new Workflow(
                        top.text("name").orElseGet(this::nameOfFile),
                        top.text("description").orElse(""),
                        file,
                        files.root(),
                        List.copyOf(sources),
                        parameters,
                        environment(top),
                        imports,
                        steps,
                        outputs(top, templates),
                        schedule(top),
                        spellings.notes());
        new Checker(workflow, files, problems).check(root);
        problems.throwIfAny();
        return workflow;
    }

    private String nameOfFile() {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private Map<String, EnvironmentVariable> environment(Section top) {
        Map<String, EnvironmentVariable> variables = new LinkedHashMap<>();
        Optional<Node> node = top.get("env");
        if (node.isPresent() && node.get() instanceof Node.Sequence sequence) {
            for (Node element : sequence.elements()) {
                String name = String.valueOf(element.plain());
                variables.put(
                        name, new EnvironmentVariable(name, element.position(), Optional.empty()));
            }
        } else if (node.isPresent()) {
            Node.Mapping mapping = Section.map(node.get(), "env", problems);
            Section.checkNames(mapping, "an environment variable", problems);
            for (Node.Entry entry : mapping.entries().values()) {
                if (!(entry.value() instanceof Node.Scalar scalar)) {
                    problems.add(
                            entry.value().position(),
                            "the default of an environment variable must be text");
                    continue;
                }
                variables.put(
                        entry.name(),
                        new EnvironmentVariable(
                                entry.name(),
                                entry.key().position(),
                                Optional.ofNullable(scalar.value()).map(String::valueOf)));
            }
        }
        return variables;
    }

    private Map<String, ValueTemplate> outputs(Section top, TemplateReader templates) {
        Map<String, ValueTemplate> outputs = new LinkedHashMap<>();
        top.get("outputs")
                .map(node -> Section.map(node, "outputs", problems))
                .ifPresent(
                        mapping -> {
                            Section.checkNames(mapping, "an output", problems);
                            mapping.entries()
                                    .forEach(
                                            (name, e) ->
                                                    outputs.put(name, templates.read(e.value())));
                        });
        return outputs;
    }

    private Optional<Schedule> schedule(Section top) {
        return top.get("schedule").flatMap(node -> ScheduleReader.read(node, problems));
    }
}

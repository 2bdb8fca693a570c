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
                    "labels",
                    "profiles",
                    "results",
                    "schedule",
                    "timeout",
                    "fail-fast",
                    "priority",
                    "on-end");

    private final Path file;
    private final ProjectFiles files;
    private final TaskCatalog catalog;
    private final List<String> chosen;
    private final List<Path> chain;
    private final Problems problems = new Problems();
    private final List<SourceText> sources = new ArrayList<>();

    /**
     * @param outer files of which this one is a part, outermost first
     */
    WorkflowReader(
            Path file, Path root, TaskCatalog catalog, List<String> chosen, List<Path> outer) {
        this.chosen = chosen;
        this.chain = new ArrayList<>(outer);
        this.chain.add(real(file));
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
        return read(text, file, root, catalog, List.of());
    }

    /**
     * The same with profiles of the file.
     *
     * @param profiles names of profiles, of which later ones win
     */
    public static Workflow read(
            String text, Path file, Path root, TaskCatalog catalog, List<String> profiles)
            throws InvalidInputException {
        return new WorkflowReader(file, root, catalog, profiles, List.of()).read(text);
    }

    /** The text of a file as the reader takes it. */
    public static String text(Path file) throws InvalidInputException {
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

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file.toAbsolutePath().normalize();
        }
    }

    Workflow read(String text) throws InvalidInputException {
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
        ProfileReader profiles = new ProfileReader(templates, problems, chosen);
        profiles.read(top);
        Map<String, Parameter> parameters =
                profiles.over(new ParameterReader(templates, problems).read(top));
        PartReader reader =
                new PartReader(file, files, catalog, templates, problems, sources, chain);
        Map<String, WorkflowPart> parts = reader.read(top);
        Inlining inlining = new Inlining(parts, problems);
        Map<String, Step> steps =
                inlining.steps(
                        top.names("steps"),
                        new StepReader(catalog, templates, problems, profiles).read(top));
        if (reader.failed()) {
            // What refers to a part that cannot be read would be wrong in its own way.
            problems.throwIfAny();
        }
        Map<String, ValueTemplate> outputs = templates(top, "outputs", "an output", templates);
        outputs.replaceAll((name, template) -> inlining.template(template));
        Workflow workflow =
                new Workflow(
                        top.text("name").orElseGet(this::nameOfFile),
                        top.text("description").orElse(""),
                        file,
                        files.root(),
                        List.copyOf(sources),
                        parameters,
                        environment(EnvironmentReader.read(top, problems), parts),
                        imports,
                        steps,
                        outputs,
                        schedule(top),
                        templates(top, "labels", "a label", templates),
                        profiles.names(),
                        new ResultsReader(templates, problems).read(top),
                        RunSettingsReader.read(top, templates, problems),
                        spellings.notes());
        new Checker(workflow, files, problems).check(root);
        problems.throwIfAny();
        return workflow;
    }

    /** The variables that the workflow or one of its parts declares. */
    private static Map<String, EnvironmentVariable> environment(
            Map<String, EnvironmentVariable> own, Map<String, WorkflowPart> parts) {
        Map<String, EnvironmentVariable> all = new LinkedHashMap<>(own);
        parts.values().forEach(part -> part.workflow().env().forEach(all::putIfAbsent));
        return all;
    }

    private String nameOfFile() {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private Map<String, ValueTemplate> templates(
            Section top, String key, String what, TemplateReader templates) {
        Map<String, ValueTemplate> read = new LinkedHashMap<>();
        top.get(key)
                .map(node -> Section.map(node, key, problems))
                .ifPresent(
                        mapping -> {
                            Section.checkNames(mapping, what, problems);
                            mapping.entries()
                                    .forEach(
                                            (name, e) -> read.put(name, templates.read(e.value())));
                        });
        return read;
    }

    private Optional<Schedule> schedule(Section top) {
        return top.get("schedule").flatMap(node -> ScheduleReader.read(node, problems));
    }
}

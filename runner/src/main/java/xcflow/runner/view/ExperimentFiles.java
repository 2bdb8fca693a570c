package xcflow.runner.view;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.runner.run.RunRequest;
import xcflow.workflows.model.Parameter;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.read.WorkflowReader;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Problem;

/** The workflows in the directory of the server. */
public final class ExperimentFiles {
    private static final int DEEPEST = 5;
    private static final int MOST = 500;
    private static final int LONGEST = 1 << 20;
    private static final Set<String> ELSEWHERE = Set.of("target", "node_modules", "build");
    private static final Pattern STEPS = Pattern.compile("(?m)^steps\\s*:");
    private static final Pattern NAME = Pattern.compile("(?m)^name\\s*:\\s*(.+)$");
    private static final Pattern DESCRIPTION =
            Pattern.compile(
                    "(?m)^description[ \\t]*:[ \\t]*(?:[|>][-+0-9]*[ \\t]*\\R)?"
                            + "((?:(?<=\\n)[ \\t]+\\S.*\\R?)+|[^|>\\s].*)");

    private final Path directory;
    private final TaskCatalog tasks;

    public ExperimentFiles(Path directory, TaskCatalog tasks) {
        this.directory = directory;
        this.tasks = tasks;
    }

    /**
     * A workflow's file.
     *
     * @param path relative to the directory of the server, with slashes
     */
    public record ExperimentSummary(String path, String name, String description) {}

    /** Something that is wrong with a text. */
    public record TextProblem(int line, int column, String message) {}

    /**
     * A parameter as a form asks for it.
     *
     * @param usual its default in YAML; empty if there is none
     */
    public record AskedParameter(
            String name,
            String type,
            String description,
            Optional<String> usual,
            List<String> allowed) {}

    /**
     * What a check of a text says.
     *
     * @param parameters those that the workflow has; none if it cannot be read
     */
    public record Checked(
            boolean valid, List<TextProblem> problems, List<AskedParameter> parameters) {}

    /** All workflows, by their paths. */
    public List<ExperimentSummary> list() throws IOException {
        List<ExperimentSummary> found = new ArrayList<>();
        Files.walkFileTree(
                directory,
                EnumSet.noneOf(java.nio.file.FileVisitOption.class),
                DEEPEST,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path dir, BasicFileAttributes attributes) {
                        String name = dir.getFileName() == null ? "" : dir.getFileName().toString();
                        boolean skip =
                                !dir.equals(directory)
                                        && (name.startsWith(".") || ELSEWHERE.contains(name));
                        return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (isYaml(file) && attributes.size() < LONGEST) {
                            summary(file).ifPresent(found::add);
                        }
                        return found.size() < MOST
                                ? FileVisitResult.CONTINUE
                                : FileVisitResult.TERMINATE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e) {
                        return FileVisitResult.CONTINUE;
                    }
                });
        found.sort(java.util.Comparator.comparing(ExperimentSummary::path));
        return found;
    }

    private static boolean isYaml(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private Optional<ExperimentSummary> summary(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
        if (!STEPS.matcher(text).find()) {
            return Optional.empty();
        }
        String path = directory.relativize(file).toString().replace('\\', '/');
        return Optional.of(
                new ExperimentSummary(path, first(NAME, text), first(DESCRIPTION, text)));
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find()
                ? matcher.group(1)
                        .strip()
                        .replaceAll("\\s*\\R\\s*", " ")
                        .replaceAll("^[\"']|[\"']$", "")
                : "";
    }

    /** What is wrong with a text, if it were that of a file. */
    public Checked check(Path file, String text) {
        try {
            Workflow workflow = WorkflowReader.read(text, file, RunRequest.root(file), tasks);
            RunRequest.of(file).check(workflow);
            return new Checked(true, List.of(), parameters(workflow));
        } catch (InvalidInputException e) {
            return new Checked(
                    false, e.problems().stream().map(ExperimentFiles::problem).toList(), List.of());
        }
    }

    private static TextProblem problem(Problem problem) {
        return new TextProblem(
                problem.position().line(), problem.position().column(), problem.message());
    }

    private static List<AskedParameter> parameters(Workflow workflow) {
        List<AskedParameter> asked = new ArrayList<>();
        for (Parameter parameter : workflow.parameters().values()) {
            asked.add(
                    new AskedParameter(
                            parameter.name(),
                            parameter.type().label(),
                            parameter.description().strip(),
                            parameter.defaultValue().map(v -> usual(workflow, parameter)),
                            parameter.allowed().stream()
                                    .map(v -> v instanceof String s ? s : json(v))
                                    .toList()));
        }
        return asked;
    }

    /** The default as YAML that gives it: plain values can be written down, expressions cannot. */
    private static String usual(Workflow workflow, Parameter parameter) {
        try {
            Object value =
                    xcflow.workflows.read.ParameterValues.of(
                                    workflow, List.of(), Optional.empty(), java.util.Map.of())
                            .get(parameter.name());
            return value instanceof String text ? text : json(value);
        } catch (InvalidInputException | RuntimeException e) {
            return "";
        }
    }

    private static String json(Object value) {
        return xcflow.runner.value.PlainJson.write(value);
    }
}

package xcflow.workflows.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import xcflow.workflows.expression.TemplateReader;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.files.ProjectFiles;
import xcflow.workflows.model.Workflow;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Problems;
import xcflow.workflows.text.Suggestion;
import xcflow.workflows.yaml.Node;
import xcflow.workflows.yaml.SourceText;

/** Reads steps that use another workflow: {@code uses: ./part.yaml}. */
final class PartReader {
    private static final List<String> KEYS =
            List.of("uses", "with", "needs", "when", "description");

    private final Path file;
    private final ProjectFiles files;
    private final TaskCatalog catalog;
    private final TemplateReader templates;
    private final Problems problems;
    private final List<SourceText> sources;
    private final List<Path> chain;
    private boolean failed;

    /**
     * @param file that the steps are in
     * @param sources the texts that are read are added here
     * @param chain the files that are being read, outermost first
     */
    PartReader(
            Path file,
            ProjectFiles files,
            TaskCatalog catalog,
            TemplateReader templates,
            Problems problems,
            List<SourceText> sources,
            List<Path> chain) {
        this.file = file;
        this.files = files;
        this.catalog = catalog;
        this.templates = templates;
        this.problems = problems;
        this.sources = sources;
        this.chain = chain;
    }

    /** Whether a step uses a file. */
    static boolean isPart(Node step) {
        return step instanceof Node.Mapping mapping
                && mapping.get("uses").orElse(null) instanceof Node.Scalar uses
                && uses.text().orElse("").matches("\\.\\.?/.*\\.ya?ml");
    }

    /** All parts by the names of their steps; those that cannot be read are left out. */
    Map<String, WorkflowPart> read(Section top) {
        Map<String, WorkflowPart> parts = new LinkedHashMap<>();
        if (top.get("steps").orElse(null) instanceof Node.Mapping steps) {
            for (Node.Entry entry : steps.entries().values()) {
                if (isPart(entry.value())) {
                    read(entry, steps).ifPresent(part -> parts.put(entry.name(), part));
                }
            }
        }
        return parts;
    }

    /** Whether a part could not be read, or is not used as it can be. */
    boolean failed() {
        return failed;
    }

    private Optional<WorkflowPart> read(Node.Entry entry, Node.Mapping steps) {
        String what = "step '" + entry.name() + "', which uses a workflow";
        Section section = Section.of(entry.value(), what, KEYS, problems);
        Node uses = section.get("uses").orElseThrow();
        String path = ((Node.Scalar) uses).text().orElseThrow();
        section.text("description");
        Map<String, ValueTemplate> with = new LinkedHashMap<>();
        Map<String, Node.Entry> given =
                section.get("with")
                        .map(node -> Section.map(node, "with", problems).entries())
                        .orElse(Map.of());
        given.forEach((name, e) -> with.put(name, templates.read(e.value())));
        List<String> needs = new StepReader.Needs(steps, problems).read(section);
        Optional<ValueTemplate> when = section.get("when").map(templates::read);
        Optional<Workflow> workflow = workflow(path, uses);
        failed |= workflow.isEmpty();
        int before = problems.list().size();
        workflow.ifPresent(other -> check(entry, path, other, given, with));
        failed |= problems.list().size() > before;
        return workflow.map(
                other ->
                        new WorkflowPart(
                                entry.name(),
                                entry.key().position(),
                                path,
                                with,
                                needs,
                                when,
                                other));
    }

    private Optional<Workflow> workflow(String path, Node uses) {
        try {
            Path found = files.find(path);
            Path real = found.toRealPath();
            if (chain.contains(real)) {
                List<String> names = new ArrayList<>();
                chain.subList(chain.indexOf(real), chain.size())
                        .forEach(each -> names.add(each.getFileName().toString()));
                names.add(real.getFileName().toString());
                problems.add(
                        uses.position(),
                        "a workflow cannot be part of itself: " + String.join(" -> ", names));
                return Optional.empty();
            }
            Path shown =
                    file.getParent() == null
                            ? Path.of(path).normalize()
                            : file.getParent().resolve(path).normalize();
            Workflow workflow =
                    new WorkflowReader(shown, files.root(), catalog, List.of(), chain)
                            .read(WorkflowReader.text(found));
            workflow.sources()
                    .forEach(
                            source ->
                                    sources.add(
                                            new SourceText(
                                                    source == workflow.sources().get(0)
                                                            ? path
                                                            : path + ": " + source.name(),
                                                    source.text())));
            return Optional.of(workflow);
        } catch (IOException e) {
            problems.add(uses.position(), e.getMessage());
        } catch (InvalidInputException e) {
            problems.addAll(e.problems());
        }
        return Optional.empty();
    }

    /** Values that are known must fit the parameters, and none may be missing. */
    private void check(
            Node.Entry entry,
            String path,
            Workflow workflow,
            Map<String, Node.Entry> given,
            Map<String, ValueTemplate> with) {
        given.forEach(
                (name, each) -> {
                    var parameter = workflow.parameters().get(name);
                    if (parameter == null) {
                        problems.add(
                                each.key().position(),
                                String.format(
                                        Locale.ROOT,
                                        "%s has no parameter '%s'%s",
                                        path,
                                        name,
                                        Suggestion.forName(name, workflow.parameters().keySet())));
                    } else if (with.get(name) instanceof ValueTemplate.Constant constant) {
                        ParameterType.conform(
                                parameter,
                                constant.value(),
                                text -> problems.add(each.value().position(), name + ": " + text));
                    }
                });
        List<String> missing = new ArrayList<>();
        workflow.parameters()
                .forEach(
                        (name, parameter) -> {
                            if (parameter.defaultValue().isEmpty() && !given.containsKey(name)) {
                                missing.add("'" + name + "'");
                            }
                        });
        if (!missing.isEmpty()) {
            problems.add(
                    entry.key().position(),
                    String.format(
                            Locale.ROOT,
                            "%s needs a value for %s: write it under 'with'",
                            path,
                            String.join(", ", missing)));
        }
    }
}

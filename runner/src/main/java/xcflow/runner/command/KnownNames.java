package xcflow.runner.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import picocli.CommandLine.Model.CommandSpec;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.record.Instance;
import xcflow.provenance.record.Run;
import xcflow.runner.home.Homes;
import xcflow.runner.home.Project;
import xcflow.runner.run.RunRequest;
import xcflow.runner.view.InstanceView;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.text.InvalidInputException;

/** Names that exist in the project, by what parameters call them. */
final class KnownNames implements BiFunction<String, List<String>, List<String>> {
    private static final int LATEST = 30;

    /** More instances than these are no help; the names of steps are. */
    private static final int FEW = 60;

    private final CommandSpec spec;

    KnownNames(CommandSpec spec) {
        this.spec = spec;
    }

    @Override
    public List<String> apply(String kind, List<String> before) {
        try {
            return switch (kind) {
                case "TASK" -> TaskCatalog.load().names().stream().sorted().toList();
                case "STEP" ->
                        before.isEmpty() || !before.get(0).matches(".*\\.ya?ml")
                                ? recorded(kind, before)
                                : written(Path.of(before.get(0)));
                case "RUN", "OUTPUT", "FUNCTIONAL" -> recorded(kind, before);
                default -> List.of();
            };
        } catch (IOException | RuntimeException e) {
            return List.of(); // whoever presses a key wants no explanation
        }
    }

    private List<String> recorded(String kind, List<String> before) throws IOException {
        if (!Homes.at(Xcflow.home(spec)).exists()) {
            return List.of();
        }
        try (Project project = Xcflow.project(spec)) {
            return switch (kind) {
                case "RUN" -> runs(project);
                case "STEP" -> before.isEmpty() ? List.of() : steps(project, before.get(0));
                case "OUTPUT" -> before.isEmpty() ? List.of() : outputs(project, before.get(0));
                default -> functionals(project);
            };
        }
    }

    /** The steps of a workflow that is a file. */
    private static List<String> written(Path file) {
        try {
            return List.copyOf(RunRequest.of(file).read(TaskCatalog.load()).steps().keySet());
        } catch (InvalidInputException e) {
            return List.of();
        }
    }

    private static List<String> runs(Project project) {
        Set<String> names = new LinkedHashSet<>();
        names.add("latest");
        for (Run run : project.ledger().runs(0, LATEST)) {
            names.add(Long.toString(run.id()));
            project.provenance().marks().of(run.id()).name().ifPresent(names::add);
        }
        return List.copyOf(names);
    }

    private static List<String> steps(Project project, String number) throws IOException {
        try {
            List<Instance> all = project.ledger().instances(Records.run(project, number).id());
            Set<String> names = new LinkedHashSet<>();
            all.forEach(instance -> names.add(instance.step()));
            if (all.size() <= FEW) {
                all.forEach(instance -> names.add(InstanceView.label(instance)));
            }
            return List.copyOf(names);
        } catch (RefusedException e) {
            return List.of();
        }
    }

    private static List<String> outputs(Project project, String number) {
        try {
            return Records.run(project, number)
                    .outputs()
                    .map(json -> List.copyOf(xcflow.runner.value.PlainJson.readMap(json).keySet()))
                    .orElse(List.of());
        } catch (RefusedException e) {
            return List.of();
        }
    }

    private static List<String> functionals(Project project) {
        List<String> names = new ArrayList<>();
        for (FunctionalRecord version :
                project.provenance()
                        .functionals()
                        .list(Optional.empty(), Optional.empty(), 0, FEW)) {
            names.add(version.label());
        }
        return names;
    }
}

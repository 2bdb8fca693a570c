package xcflow.workflows.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import xcflow.workflows.expression.ValueTemplate;
import xcflow.workflows.text.Problem;
import xcflow.workflows.yaml.SourceText;

/**
 * A workflow that was read and checked. Immutable; maps keep the order of the file.
 *
 * @param name from the file, or else the file's name without extension
 * @param file where it was read from
 * @param root directory that no path in the workflow may leave
 * @param sources the texts that define it: the file itself first, then the imported ones
 * @param env environment variables that expressions may see
 * @param imports values of the imported files
 * @param outputs what the run gives in the end
 * @param labels of its runs
 * @param profiles names of those that it declares
 * @param results where they are placed for people
 * @param run how the run as a whole is conducted
 * @param notes what is not wrong, but should be written in another way
 */
public record Workflow(
        String name,
        String description,
        Path file,
        Path root,
        List<SourceText> sources,
        Map<String, Parameter> parameters,
        Map<String, EnvironmentVariable> env,
        Map<String, Object> imports,
        Map<String, Step> steps,
        Map<String, ValueTemplate> outputs,
        Optional<Schedule> schedule,
        Map<String, ValueTemplate> labels,
        List<String> profiles,
        Optional<ResultsDirectory> results,
        RunSettings run,
        List<Problem> notes) {

    /** The directory that paths in the workflow are relative to. */
    public Path directory() {
        return file.toAbsolutePath().getParent();
    }
}

package xcflow.runner.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import xcflow.workflows.schema.Conform;
import xcflow.workflows.schema.FileLookup;
import xcflow.workflows.schema.RecordType;

class ShellTaskTest {
    private static final RecordType INPUTS = RecordType.of(ShellTask.Inputs.class);

    private static Map<String, Object> canonical(Map<String, Object> given) {
        return new Conform(FileLookup.NONE, (path, message) -> {}).record(INPUTS, given);
    }

    @Test
    void resultsFromBeforeThereWereDirectoriesAndContainersAreStillFound() {
        Map<String, Object> before = new LinkedHashMap<>();
        before.put("command", "true");
        before.put("interpreter", "bash");
        before.put("strict", true);
        before.put("environment", Map.of());
        before.put("inputs", Map.of());
        before.put("outputs", Map.of("a", "a.txt"));
        Map<String, Object> now =
                canonical(Map.of("command", "true", "outputs", Map.of("a", "a.txt")));
        assertThat(new ShellTask().identity(now)).isEqualTo(before);
        assertThat(INPUTS.bindRecorded(before)).isInstanceOf(ShellTask.Inputs.class);
    }

    @Test
    void theKeyHasWhatWasFoundAndNotWhatItIsCalled() {
        Map<String, Object> inputs =
                new LinkedHashMap<>(
                        canonical(Map.of("command", "true", "container", "alpine:3.20")));
        inputs.put("found", Map.of("image", "sha256:abc", "reference", "alpine@sha256:abc"));
        assertThat(new ShellTask().identity(inputs))
                .doesNotContainKeys("container", "tools", "directories")
                .containsEntry("found", Map.of("image", "sha256:abc"));
    }

    private static void refused(Map<String, Object> given, String message) {
        Map<String, Object> all = new LinkedHashMap<>(given);
        all.putIfAbsent("command", "true");
        assertThatThrownBy(() -> INPUTS.bind(canonical(all))).hasMessageContaining(message);
    }

    @Test
    void whatCannotBeIsRefusedBeforeAnythingRuns() {
        refused(
                Map.of("container", "alpine", "modules", List.of("gcc")),
                "container, conda and modules exclude each other");
        refused(Map.of("container", "tool.sif"), "needs its whole path");
        refused(Map.of("container", "--privileged"), "is no image");
        refused(Map.of("modules", List.of("-x")), "is not the name of a module");
        refused(Map.of("tools", Map.of("siesta", " ")), "needs a command");
        refused(Map.of("outputs", Map.of("a", Map.of("glob", "../*"))), "leaves the directory");
        refused(Map.of("outputs", Map.of("a", Map.of("glob", "[a"))), "cannot be read");
        refused(Map.of("outputs", Map.of("a", Map.of("globs", "*"))), "unknown key 'globs'");
        refused(Map.of("outputs", Map.of("a", 3L)), "must be the path of a file");
        refused(Map.of("outputs", Map.of("a", Map.of("directory", "/"))), "leaves the directory");
    }
}

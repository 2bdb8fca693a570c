package xcflow.runner.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.runner.TestProject;
import xcflow.runner.cache.CacheKey;
import xcflow.workflows.model.ExecutionSettings;
import xcflow.workflows.model.SettingName;
import xcflow.workflows.schema.TaskType;

class LookupTest {
    private static final String ONE =
            """
            name: one
            steps:
              a: {uses: steered, with: {how: pass, name: a}}
            """;

    @TempDir private Path directory;
    private TestProject project;
    private TestRun first;

    @BeforeEach
    void computeOnce() throws Exception {
        project = new TestProject(directory);
        first = TestRun.of(project, 2, ONE);
        first.succeed(first.conductor.advance().get(0), "result");
    }

    @AfterEach
    void close() {
        project.close();
    }

    private Lookup lookup(CacheMode mode) {
        return new Lookup(project.ledger(), project.objects(), mode, Recomputation.NONE);
    }

    private ReadyInstance instance(Lookup lookup, String name, ExecutionSettings settings) {
        TaskType task = project.tasks().find("steered").orElseThrow();
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put("how", "pass");
        inputs.put("name", name);
        CacheKey key = lookup.key(task, inputs);
        return new ReadyInstance(null, 0, inputs, settings, key);
    }

    private Map<ReadyInstance, Lookup.Found> find(
            CacheMode mode, String name, ExecutionSettings settings) {
        Lookup lookup = lookup(mode);
        return lookup.find(first.id(), List.of(instance(lookup, name, settings)));
    }

    @Test
    void theSameInputsFindTheEarlierResult() {
        Map<ReadyInstance, Lookup.Found> found =
                find(CacheMode.NORMAL, "a", ExecutionSettings.USUAL);
        assertThat(found.values())
                .singleElement()
                .satisfies(
                        result -> {
                            assertThat(result.outputs()).containsEntry("name", "result");
                            assertThat(result.hit().execution()).isPositive();
                            assertThat(result.origin()).isEmpty();
                        });
    }

    @Test
    void otherInputsFindNothing() {
        assertThat(find(CacheMode.NORMAL, "b", ExecutionSettings.USUAL)).isEmpty();
    }

    @Test
    void whatIsNotToBeReusedIsNotLookedFor() {
        assertThat(find(CacheMode.OFF, "a", ExecutionSettings.USUAL)).isEmpty();
        ExecutionSettings alone = ExecutionSettings.USUAL.with(SettingName.CACHE, false);
        assertThat(find(CacheMode.NORMAL, "a", alone)).isEmpty();
    }

    @Test
    void strictKeysHoldTheCodeOfTheTask() {
        assertThat(find(CacheMode.STRICT, "a", ExecutionSettings.USUAL)).isEmpty();
        TaskType task = project.tasks().find("steered").orElseThrow();
        Lookup strict = lookup(CacheMode.STRICT);
        CacheKey key = strict.key(task, Map.of("how", "pass", "name", "a"));
        assertThat(key.components()).contains(strict.code(task));
    }

    @Test
    void aDisqualifiedResultIsNotFound() {
        long execution =
                find(CacheMode.NORMAL, "a", ExecutionSettings.USUAL)
                        .values()
                        .iterator()
                        .next()
                        .hit()
                        .execution();
        project.ledger().disqualify(execution, "for a test");
        assertThat(find(CacheMode.NORMAL, "a", ExecutionSettings.USUAL)).isEmpty();
    }
}

package xcflow.workflows.document;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.workflows.SampleTasks;

class WorkflowSchemaTest {
    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final Schema SCHEMA =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(WorkflowSchema.text(SampleTasks.catalog()), InputFormat.JSON);

    private static List<String> violations(Path file) throws IOException {
        return SCHEMA.validate(Files.readString(file), InputFormat.YAML).stream()
                .map(Object::toString)
                .toList();
    }

    static List<Path> good() throws IOException {
        try (Stream<Path> files = Files.list(RESOURCES)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void acceptsGoodFiles(Path file) throws Exception {
        assertThat(violations(file)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unknown-keys",
                "wrong-types",
                "missing-inputs",
                "unknown-task",
                "ranges-and-choices",
                "durations-and-sizes",
                "parameters",
                "expectations"
            })
    void refusesFilesWithErrorsOfForm(String name) throws Exception {
        assertThat(violations(RESOURCES.resolve("bad/" + name + ".yaml"))).isNotEmpty();
    }

    @Test
    void theSchemaFollowsItsOwnSchema() {
        Schema meta =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(
                                com.networknt.schema.SchemaLocation.of(
                                        "https://json-schema.org/draft/2020-12/schema"));
        assertThat(meta.validate(WorkflowSchema.text(SampleTasks.catalog()), InputFormat.JSON))
                .isEmpty();
    }
}

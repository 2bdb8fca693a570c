package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.workflows.schema.TaskCatalog;

/** The example of docs/write-a-task.md compiles, is found in a jar of its own, and runs. */
class PluginTest {
    @TempDir private Path directory;

    @Test
    void theDocumentedTaskWorks() throws Exception {
        Path classes = compileExample();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader plugins =
                new URLClassLoader(new URL[] {classes.toUri().toURL()}, before)) {
            assertThat(TaskCatalog.load(plugins).names()).contains("spread", "shell");
            assertThat(TaskCatalog.load(plugins).find("spread").orElseThrow().inputs().names())
                    .containsExactly("values", "sample");
        }
        CommandLine xcflow = new CommandLine(directory);
        xcflow.file(
                "statistics.yaml",
                """
                name: statistics
                steps:
                  spread:
                    uses: spread
                    with: {values: [1.0, 2.0, 4.0, 5.0]}
                outputs:
                  mean: ${{ steps.spread.mean }}
                  report: ${{ steps.spread.report }}
                """);
        Process run = xcflow.startWith(classes, "run", directory + "/statistics.yaml", "-q");
        assertThat(run.waitFor()).as(xcflow.printed()).isZero();
        assertThat(xcflow.ok("output", "latest", "--json").json().get("mean").asDouble())
                .isEqualTo(3.0);
        xcflow.ok("output", "latest", "report", "-o", directory + "/report.txt");
        assertThat(directory.resolve("report.txt")).content().startsWith("mean 3.0\n");
    }

    private Path compileExample() throws Exception {
        String page = Files.readString(Path.of("..", "docs", "write-a-task.md"));
        int begin = page.indexOf("```java\n") + "```java\n".length();
        Path source = directory.resolve("SpreadTask.java");
        Files.writeString(source, page.substring(begin, page.indexOf("```", begin)));
        Path classes = directory.resolve("classes");
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-cp",
                                System.getProperty("java.class.path"),
                                "-d",
                                classes.toString(),
                                source.toString());
        assertThat(status).isZero();
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve("xcflow.spi.Task"), "example.SpreadTask\n");
        return classes;
    }
}

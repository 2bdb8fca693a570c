package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * The bad files of the language's own tests, given to the real commands: every error at its place,
 * exit status 2, no stack trace, and nothing is written.
 *
 * <p>The files use the sample tasks of those tests. So xcflow is loaded a second time, with the
 * sample tasks as a plug-in in the place of the scientific ones, some of which have the same names.
 */
class BadFilesTest {
    private static final Path BAD = Path.of("../workflows/src/test/resources/bad");
    private static final Path TASKS =
            Path.of("../workflows/src/test/java/xcflow/workflows/SampleTasks.java");

    @TempDir private static Path plugin;
    @TempDir private Path directory;

    private static URLClassLoader loader;

    private record Result(int status, String out, String err) {}

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(BAD)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".errors"))
                    .map(name -> name.substring(0, name.length() - ".errors".length()))
                    .sorted()
                    .toList();
        }
    }

    @BeforeAll
    static void load() throws Exception {
        String[] options = {
            "-cp", System.getProperty("java.class.path"), "-d", plugin.toString(), TASKS.toString()
        };
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, options)).isZero();
        Path services = Files.createDirectories(plugin.resolve("META-INF/services"));
        Files.writeString(
                services.resolve("xcflow.spi.Task"),
                Stream.of("Sample", "Clone", "Validate", "Add", "Everything")
                        .map(name -> "xcflow.workflows.SampleTasks$" + name + "\n")
                        .reduce("", String::concat));
        List<URL> classes = new ArrayList<>();
        classes.add(url(plugin));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("experiments")) {
                classes.add(url(Path.of(entry)));
            }
        }
        loader =
                new URLClassLoader(
                        classes.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    @AfterAll
    static void close() throws IOException {
        loader.close();
    }

    private static Result xcflow(String... arguments) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream screen = System.out;
        PrintStream errors = System.err;
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        Thread.currentThread().setContextClassLoader(loader);
        try {
            Object line =
                    loader.loadClass("xcflow.runner.command.Xcflow")
                            .getMethod("commandLine", String[].class)
                            .invoke(null, (Object) arguments);
            int status =
                    (int)
                            line.getClass()
                                    .getMethod("execute", String[].class)
                                    .invoke(line, (Object) arguments);
            return new Result(
                    status,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        } finally {
            Thread.currentThread().setContextClassLoader(before);
            System.setOut(screen);
            System.setErr(errors);
        }
    }

    private static String expected(Path file, String name) throws IOException {
        return Files.readAllLines(BAD.resolve(name + ".errors")).stream()
                .map(line -> (line.matches("\\d.*") ? file + ":" : BAD + "/") + line + "\n")
                .reduce("", String::concat);
    }

    @ParameterizedTest
    @MethodSource("names")
    void runRefusesItAndWritesNothing(String name) throws Exception {
        Path file = BAD.resolve(name + ".yaml");
        Path home = directory.resolve("home");
        Result result = xcflow("run", file.toString(), "--home", home.toString());
        assertThat(result.err()).isEqualTo(expected(file, name));
        assertThat(result.out()).isEmpty();
        assertThat(result.status()).isEqualTo(2);
        assertThat(home).doesNotExist();
    }

    @Test
    void validateShowsTheErrorsOfAllFilesAtOnce() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("validate"));
        StringBuilder all = new StringBuilder();
        for (String name : names()) {
            Path file = BAD.resolve(name + ".yaml");
            arguments.add(file.toString());
            all.append(expected(file, name));
        }
        Result result = xcflow(arguments.toArray(String[]::new));
        assertThat(result.status()).isEqualTo(2);
        assertThat((result.out() + result.err()).lines())
                .containsAll(all.toString().lines().toList());
        assertThat(result.out() + result.err()).doesNotContain("\tat ");
        assertThat(names()).hasSizeGreaterThan(20);
    }

    /** Only to have picocli loaded here, too: it must not be the one that the loader uses. */
    @Test
    void theCommandsAreASecondCopy() throws Exception {
        assertThat(loader.loadClass(CommandLine.class.getName())).isNotSameAs(CommandLine.class);
    }
}

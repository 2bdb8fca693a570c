package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import xcflow.launcher.Installation;

/**
 * A project whose program only prints what it was given, with the real launcher. The names of its
 * directories have everything that a shell could stumble over.
 */
abstract class LaunchedProject {
    private static final String PROGRAM =
            """
            package xcflow.runner;
            public final class Main {
                public static void main(String[] arguments) {
                    System.out.println(String.join("|", arguments));
                    System.out.println("class path " + System.getProperty("java.class.path"));
                    System.out.println("threads " + System.getenv("OMP_NUM_THREADS"));
                    System.out.println("options " + java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments());
                    System.exit(arguments.length);
                }
            }
            """;
    private static final String WARM_UP =
            "package xcflow.launcher; final class WarmUp { public static void main(String[] a) {} }";

    /** Where the real ones are. */
    private static final Path SOURCES = Path.of("../runner/launcher/src/main/java/xcflow/launcher");

    @TempDir Path directory;

    /** Where the launcher is. */
    Path home;

    record Result(int status, String out, String err) {}

    @BeforeEach
    void build() throws IOException {
        home = Files.createDirectories(directory.resolve("a place & 'more' $HOME"));
        Files.copy(
                Path.of("..", "xcflow"),
                home.resolve("xcflow"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Path program = Files.createDirectories(home.resolve("runner/launcher/src/main/java"));
        program = Files.createDirectories(program.resolve("xcflow/launcher"));
        Files.copy(SOURCES.resolve("Build.java"), program.resolve("Build.java"));
        Path build = home.resolve("runner/target/dist/1");
        Path lib = Files.createDirectories(build.resolve("lib"));
        compile("Main", PROGRAM, lib);
        compile("WarmUp", WARM_UP, lib);
        compile("Archive", Files.readString(SOURCES.resolve("Archive.java")), lib);
        Installation.main(new String[] {build.toString(), "abc"});
        Files.createFile(lib.resolve("picocli-0.jar"));
        Files.writeString(build.resolve("classpath"), "lib:lib/picocli-0.jar\n");
        Files.createSymbolicLink(home.resolve("runner/target/current"), Path.of("dist/1"));
        age(Duration.ofMinutes(-1));
    }

    private void compile(String name, String text, Path target) throws IOException {
        Path source = directory.resolve(name + ".java");
        Files.writeString(source, text);
        int status =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-d",
                                target.toString(),
                                "-cp",
                                target.toString(),
                                source.toString());
        assertThat(status).isZero();
    }

    /** Makes the build younger or older than its sources. */
    void age(Duration older) throws IOException {
        Files.setLastModifiedTime(
                home.resolve("runner/target/dist/1/classpath"),
                FileTime.from(Instant.now().minus(older)));
    }

    ProcessBuilder builder(Path program, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().remove("XCFLOW_NO_BUILD");
        builder.environment().remove("XCFLOW_PLUGINS");
        builder.environment().remove("HOME");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return builder.redirectOutput(directory.resolve("out").toFile())
                .redirectError(directory.resolve("err").toFile())
                .redirectInput(new File("/dev/null"));
    }

    Result start(Path program, Map<String, String> environment, String... arguments)
            throws Exception {
        Process process = builder(program, environment, arguments).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(
                process.exitValue(),
                Files.readString(directory.resolve("out"), StandardCharsets.UTF_8),
                Files.readString(directory.resolve("err"), StandardCharsets.UTF_8));
    }

    /** A search path with the system's own programs, but without Maven. */
    Map<String, String> withoutMaven() throws IOException {
        Path tools = Files.createDirectories(directory.resolve("tools"));
        for (String tool :
                List.of(
                        "sh",
                        "sed",
                        "find",
                        "head",
                        "dirname",
                        "readlink",
                        "mkdir",
                        "cat",
                        "rm",
                        "sleep")) {
            for (String place : List.of("/bin", "/usr/bin")) {
                Path program = Path.of(place, tool);
                if (Files.exists(program) && !Files.exists(tools.resolve(tool))) {
                    Files.createSymbolicLink(tools.resolve(tool), program);
                }
            }
        }
        return Map.of("PATH", tools.toString());
    }
}

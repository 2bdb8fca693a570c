package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher, in a project whose program only prints what it was given. The names of its
 * directories have everything that a shell could stumble over.
 */
class LauncherTest {
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
            "package xcflow.runner; public final class WarmUp { public static void main(String[] a) {} }";

    @TempDir private Path directory;

    private Path home;

    private record Result(int status, String out, String err) {}

    @BeforeEach
    void build() throws IOException {
        home = Files.createDirectories(directory.resolve("a place & 'more' $HOME"));
        Files.copy(
                Path.of("..", "xcflow"),
                home.resolve("xcflow"),
                StandardCopyOption.COPY_ATTRIBUTES);
        Files.writeString(home.resolve("pom.xml"), "<project/>");
        Files.createDirectories(home.resolve("runner/src/main/java"));
        Path build = home.resolve("runner/target/dist/1");
        Path lib = Files.createDirectories(build.resolve("lib"));
        compile("Main", PROGRAM, lib);
        compile("WarmUp", WARM_UP, lib);
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
                        .run(null, null, null, "-d", target.toString(), source.toString());
        assertThat(status).isZero();
    }

    /** Makes the build younger or older than its sources. */
    private void age(Duration older) throws IOException {
        Files.setLastModifiedTime(
                home.resolve("runner/target/dist/1/classpath"),
                FileTime.from(Instant.now().minus(older)));
    }

    private Result start(Path program, Map<String, String> environment, String... arguments)
            throws Exception {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().remove("XCFLOW_NO_BUILD");
        builder.environment().remove("XCFLOW_PLUGINS");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        File out = directory.resolve("out").toFile();
        File err = directory.resolve("err").toFile();
        Process process =
                builder.redirectOutput(out)
                        .redirectError(err)
                        .redirectInput(new File("/dev/null"))
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(
                process.exitValue(),
                Files.readString(out.toPath(), StandardCharsets.UTF_8),
                Files.readString(err.toPath(), StandardCharsets.UTF_8));
    }

    /** A search path with the system's own programs, but without Maven. */
    private Map<String, String> withoutMaven() throws IOException {
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

    @Test
    void passesArgumentsAndStatusOn() throws Exception {
        Result result =
                start(home.resolve("xcflow"), Map.of(), "run", "a b.yaml", "--set", "x='$y' *");
        assertThat(result.out())
                .startsWith("run|a b.yaml|--set|x='$y' *\n")
                .contains("threads 1\n");
        assertThat(result.status()).isEqualTo(4);
    }

    @Test
    void worksThroughLinksFromAnywhere() throws Exception {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        Path first = Files.createSymbolicLink(bin.resolve("first"), home.resolve("xcflow"));
        Path link = Files.createSymbolicLink(bin.resolve("xcflow"), first.getFileName());
        Result result = start(link, Map.of(), "x");
        assertThat(result.status()).as(result.err()).isEqualTo(1);
        assertThat(result.out()).contains(home.toRealPath() + "/runner/target/dist/1/lib:");
    }

    @Test
    void preparesAFastStartOnce() throws Exception {
        Result first = start(home.resolve("xcflow"), Map.of());
        assertThat(first.err()).contains("xcflow: preparing a fast start");
        assertThat(start(home.resolve("xcflow"), Map.of()).err()).isEmpty();
    }

    /** The Java that runs the tests, and those beside it. */
    private static List<Path> installed() throws IOException {
        List<Path> homes = new ArrayList<>();
        Path own = Path.of(System.getProperty("java.home")).toRealPath();
        try (DirectoryStream<Path> neighbours = Files.newDirectoryStream(own.getParent())) {
            for (Path home : neighbours) {
                if (Files.isExecutable(home.resolve("bin/java")) && feature(home) >= 17) {
                    homes.add(home);
                }
            }
        }
        assertThat(homes).contains(own);
        return homes;
    }

    private static int feature(Path javaHome) throws IOException {
        Path release = javaHome.resolve("release");
        if (!Files.isReadable(release)) {
            return 0;
        }
        Properties properties = new Properties();
        properties.load(new StringReader(Files.readString(release)));
        String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return Integer.parseInt(version.replaceFirst("\\D.*", ""));
    }

    /** Directories are not archived, so that the program must come from a jar. */
    private void pack() throws IOException {
        Path build = home.resolve("runner/target/dist/1");
        try (ZipOutputStream jar =
                        new ZipOutputStream(
                                Files.newOutputStream(build.resolve("lib/program.jar")));
                DirectoryStream<Path> classes =
                        Files.newDirectoryStream(build.resolve("lib/xcflow/runner"))) {
            for (Path file : classes) {
                jar.putNextEntry(new ZipEntry("xcflow/runner/" + file.getFileName()));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
        Files.writeString(build.resolve("classpath"), "lib/program.jar:lib/picocli-0.jar\n");
    }

    @Test
    void saysNothingOfItsOwnWithAnyJava() throws Exception {
        pack();
        for (Path java : installed()) {
            Map<String, String> environment = Map.of("JAVA_HOME", java.toString());
            for (String command : List.of("runs", "run", "other")) {
                start(home.resolve("xcflow"), environment, command);
                Result result = start(home.resolve("xcflow"), environment, command);
                assertThat(result.err()).as("%s %s", java, command).isEmpty();
                assertThat(result.out()).startsWith(command + "\n");
            }
        }
    }

    private boolean optimises(String... arguments) throws Exception {
        return !start(home.resolve("xcflow"), Map.of(), arguments)
                .out()
                .contains("-XX:TieredStopAtLevel=1");
    }

    @Test
    void leavesOutTheOptimisingCompilerWhereNothingComputesInJava() throws Exception {
        Path commands = directory.resolve("commands.yaml");
        Files.writeString(
                commands, "steps:\n  a: {uses: shell, with: {}}\n  b:\n    uses: assert\n");
        Path science = directory.resolve("science.yaml");
        Files.writeString(science, "steps:\n  a: {uses: shell}\n  b:\n    uses: clone\n");
        assertThat(optimises("run", commands.toString())).isFalse();
        assertThat(optimises("--home", "x", "runs")).isFalse();
        assertThat(optimises("run", science.toString())).isTrue();
        assertThat(optimises("--home", "x", "run", "-q", science.toString())).isTrue();
        assertThat(optimises("run", commands.toString(), "--params", science.toString())).isTrue();
        assertThat(optimises("resume")).isTrue();
    }

    @Test
    void leavesAnOldBuildAsItIsWhenToldTo() throws Exception {
        age(Duration.ofDays(1));
        Result result = start(home.resolve("xcflow"), Map.of("XCFLOW_NO_BUILD", "yes"), "x");
        assertThat(result.out()).startsWith("x\n");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void buildsWhenASourceIsNewerAndSaysWhatIsMissing() throws Exception {
        age(Duration.ofDays(1));
        Result result = start(home.resolve("xcflow"), withoutMaven(), "x");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("there is no Maven to build it");
        assertThat(home.resolve("runner/target/building")).doesNotExist();
    }

    /** As a user who may read the installation but not change it. */
    private Result startAsAnyone(String... arguments) throws Exception {
        readOnly(directory);
        try {
            // The superuser may write everywhere: it becomes somebody else.
            List<String> words = new ArrayList<>();
            if (System.getProperty("user.name").equals("root")) {
                words.addAll(List.of("setpriv", "--reuid=65534", "--clear-groups"));
            }
            words.add(home.resolve("xcflow").toString());
            words.addAll(List.of(arguments));
            List<String> rest = words.subList(1, words.size());
            return start(Path.of(words.get(0)), Map.of(), rest.toArray(String[]::new));
        } finally {
            chmod(directory, "u+w");
        }
    }

    private static void readOnly(Path directory) throws Exception {
        chmod(directory, "a+rX,a-w");
    }

    private static void chmod(Path directory, String mode) throws Exception {
        Process chmod = new ProcessBuilder("chmod", "-R", mode, directory.toString()).start();
        assertThat(chmod.waitFor()).isZero();
    }

    @Test
    void usesTheFinishedBuildOfAnInstallationThatItMayNotChange() throws Exception {
        age(Duration.ofDays(1));
        Files.createFile(directory.resolve("out"));
        Files.createFile(directory.resolve("err"));
        Result result = startAsAnyone("x");
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("x\n");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void saysThatAnInstallationThatItMayNotChangeIsNotBuilt() throws Exception {
        Files.delete(home.resolve("runner/target/current"));
        Result result = startAsAnyone("x");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("xcflow: not built yet, and you cannot write to ")
                .hasLineCount(1);
    }

    @Test
    void passesNamesInUtf8OnWhateverTheLocale() throws Exception {
        for (String locale : List.of("C", "POSIX", "de_DE.ISO-8859-1", "no_SUCH.UTF-8")) {
            Result result = start(home.resolve("xcflow"), Map.of("LC_ALL", locale), "höme", "ψ");
            assertThat(result.out()).as(locale).startsWith("höme|ψ\n");
        }
    }

    @Test
    void aLockOfAProcessThatIsGoneDoesNotHoldABuildUp() throws Exception {
        age(Duration.ofDays(1));
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Files.writeString(home.resolve("runner/target/building"), gone.pid() + "\n");
        Result result = start(home.resolve("xcflow"), withoutMaven(), "x");
        assertThat(result.err()).contains("there is no Maven to build it");
    }

    @Test
    void saysWhichJavaItCannotUse() throws Exception {
        Result result = start(home.resolve("xcflow"), Map.of("JAVA_HOME", "/nowhere"));
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo("xcflow: JAVA_HOME is /nowhere, but there is no bin/java in it\n");
    }

    @Test
    void putsPluginsBehindItsOwnJars() throws Exception {
        Path own = Files.createDirectories(home.resolve("lib/plugins")).resolve("own.jar");
        Files.createFile(own);
        Result result =
                start(home.resolve("xcflow"), Map.of("XCFLOW_PLUGINS", "/some/where/other.jar"));
        assertThat(result.out())
                .contains("/picocli-0.jar:" + own.toRealPath() + ":/some/where/other.jar\n");
    }
}

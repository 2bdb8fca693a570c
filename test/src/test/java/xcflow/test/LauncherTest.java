package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.StringReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.launcher.Installation;

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
            "package xcflow.launcher; final class WarmUp { public static void main(String[] a) {} }";

    /** Where the real ones are. */
    private static final Path SOURCES = Path.of("../runner/launcher/src/main/java/xcflow/launcher");

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
    private void age(Duration older) throws IOException {
        Files.setLastModifiedTime(
                home.resolve("runner/target/dist/1/classpath"),
                FileTime.from(Instant.now().minus(older)));
    }

    private ProcessBuilder builder(
            Path program, Map<String, String> environment, String... arguments) {
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

    private Result start(Path program, Map<String, String> environment, String... arguments)
            throws Exception {
        Process process = builder(program, environment, arguments).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(
                process.exitValue(),
                Files.readString(directory.resolve("out"), StandardCharsets.UTF_8),
                Files.readString(directory.resolve("err"), StandardCharsets.UTF_8));
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
                Stream<Path> all = Files.walk(build.resolve("lib/xcflow"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new ZipEntry(build.resolve("lib").relativize(file).toString()));
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
        assertThat(start(home.resolve("xcflow"), withoutMaven(), "x")).isEqualTo(result);
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
        for (String locale :
                List.of("C", "POSIX", "tr_TR.UTF-8", "de_DE.ISO-8859-1", "no_SUCH.UTF-8")) {
            Result result = start(home.resolve("xcflow"), Map.of("LC_ALL", locale), "höme", "ψ");
            assertThat(result.out()).as(locale).startsWith("höme|ψ\n");
        }
    }

    @Test
    void aBuildThatWasKilledDoesNotHoldTheNextUp() throws Exception {
        age(Duration.ofDays(1));
        Files.writeString(home.resolve("runner/target/building"), "left behind");
        Result result = start(home.resolve("xcflow"), withoutMaven(), "x");
        assertThat(result.err()).contains("there is no Maven to build it");
    }

    @Test
    void waitsForAnotherBuildAndUsesWhatItMade() throws Exception {
        age(Duration.ofDays(1));
        ProcessBuilder builder = builder(home.resolve("xcflow"), withoutMaven(), "x");
        Path err = directory.resolve("err");
        Process process;
        try (FileChannel channel =
                FileChannel.open(
                        home.resolve("runner/target/building"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE)) {
            channel.lock();
            process = builder.start();
            CommandLine.until(() -> Files.readString(err).contains("waiting for another build"));
            age(Duration.ofDays(-1));
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(err)).isEqualTo(1);
    }

    @Test
    void saysWhyABuildFailed() throws Exception {
        age(Duration.ofDays(1));
        Path mvn = Files.createDirectories(directory.resolve("tools")).resolve("mvn");
        Files.writeString(mvn, "#!/bin/sh\necho '[ERROR] no such thing'\nexit 1\n");
        assertThat(mvn.toFile().setExecutable(true)).isTrue();
        Result result = start(home.resolve("xcflow"), withoutMaven(), "x");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .contains("the build failed:\n", "[ERROR] no such thing\n")
                .endsWith("xcflow: the whole log is " + log() + "\n");
    }

    private Path log() throws IOException {
        return home.toRealPath().resolve("runner/target/build.log");
    }

    /** The options by which profiles can be told apart, and arguments that choose them. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    TieredStopAtLevel=1          ; --help
                    TieredStopAtLevel=1          ; functional list
                    Tier4BackEdgeThreshold=4000000 ; functional export x
                    Tier4BackEdgeThreshold=4000000 ; audit --home=x
                    Tier4BackEdgeThreshold=400000  ; audit --replay 2
                    Tier4BackEdgeThreshold=400000  ; --home y run x.yaml
                    TieredStopAtLevel=1          ; doctor
                    Tier4BackEdgeThreshold=4000000 ; doctor --contents
                    TieredStopAtLevel=1          ; scf --crystal Si
                    Tier4BackEdgeThreshold=40000000 ; scf --crystal=Fe --moment 2
                    Tier4BackEdgeThreshold=40000000 ; scf --engine planewave --molecule H2
                    TieredStopAtLevel=1          ; scf --molecule H2O
                    TieredStopAtLevel=1          ; scf --molecule=O2 --basis=6-31g** --grid 2
                    MaxVectorSize=32             ; scf --molecule CH4
                    MaxVectorSize=32             ; scf --molecule H2O --basis cc-pvqz
                    MaxVectorSize=32             ; scf --molecule H2O --functional a.xcf
                    UseParallelGC, -XX:MaxVectorSize=32 ; correlated --molecule N2
                    UseParallelGC, -XX:Archive   ; of-a-plug-in
                    """)
    void choosesTheProfileThatTheCommandDeclares(String options, String arguments)
            throws Exception {
        Result result = start(home.resolve("xcflow"), Map.of(), arguments.split(" "));
        String found = result.out().replaceAll("(?s).*options \\[|]\\s*$", "");
        if (options.endsWith("Archive")) {
            assertThat(found).contains("-XX:+UseParallelGC").doesNotContain("Tier", "MaxVector");
        } else {
            for (String option : options.split(", -XX:")) {
                assertThat((found + ",").replace("-XX:+", "-XX:"))
                        .as(arguments)
                        .contains("-XX:" + option + ",");
            }
        }
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

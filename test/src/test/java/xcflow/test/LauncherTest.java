package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What the launcher hands to the program, from wherever it is called and with any Java. */
class LauncherTest extends LaunchedProject {
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

    @Test
    void passesNamesInUtf8OnWhateverTheLocale() throws Exception {
        for (String locale :
                List.of("C", "POSIX", "tr_TR.UTF-8", "de_DE.ISO-8859-1", "no_SUCH.UTF-8")) {
            Result result = start(home.resolve("xcflow"), Map.of("LC_ALL", locale), "höme", "ψ");
            assertThat(result.out()).as(locale).startsWith("höme|ψ\n");
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

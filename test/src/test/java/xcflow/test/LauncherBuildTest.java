package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** When and how the launcher builds the program. */
class LauncherBuildTest extends LaunchedProject {
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
}

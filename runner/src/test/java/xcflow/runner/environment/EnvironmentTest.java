package xcflow.runner.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.spi.Artefact;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;

/** Managers of environments that are scripts; and the real ones where they are installed. */
class EnvironmentTest {
    private static final String DIGEST = "sha256:" + "a".repeat(64);

    @TempDir private Path directory;
    private final Map<String, String> variables = new HashMap<>();

    private Programs programs() {
        variables.putIfAbsent("PATH", directory + "/bin:/usr/bin:/bin");
        variables.putIfAbsent("HOME", directory.toString());
        return new Programs(variables::get);
    }

    /** Only the scripts of the test, and what they need. */
    private void alone() throws IOException {
        Path bin = Files.createDirectories(directory.resolve("bin"));
        for (String program : List.of("sh", "cat", "test", "mkdir", "echo")) {
            Path wrapper = bin.resolve(program);
            Files.writeString(wrapper, "#!/bin/sh\nexec /usr/bin/" + program + " \"$@\"\n");
            assertThat(wrapper.toFile().setExecutable(true)).isTrue();
        }
        variables.put("PATH", bin.toString());
    }

    private void script(String name, String text) throws IOException {
        Path file = Files.createDirectories(directory.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\necho \"$@\" >> " + directory + "/calls\n" + text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private List<String> calls() throws IOException {
        Path calls = directory.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    private Environment.Place place() throws IOException {
        Path scratch = Files.createDirectories(directory.resolve("scratch"));
        Path work = Files.createDirectories(scratch.resolve("work"));
        return new Environment.Place(
                scratch, work, Map.of("PATH", "/usr/bin:/bin", "HOME", work.toString(), "N", "7"));
    }

    private String output(Environment environment, String... command) throws Exception {
        Environment.Start start = environment.start(List.of(command), place());
        Programs.Said said =
                programs().run(start.command(), start.variables(), Duration.ofMinutes(1));
        assertThat(said.status()).as(said.end()).isZero();
        return said.out().strip();
    }

    @Test
    void aTagIsResolvedToItsDigestAndPulledIfItIsNotThere() throws Exception {
        alone();
        script(
                "podman",
                """
                if test "$1" = pull; then mkdir %1$s/pulled; exit 0; fi
                if test "$2" = inspect && test -d %1$s/pulled; then
                  echo docker.io/library/alpine@%2$s %3$s; exit 0
                fi
                if test "$1" = run; then echo ran; exit 0; fi
                echo no such image; exit 125
                """
                        .replace("%1$s", directory.toString())
                        .replace("%2$s", DIGEST)
                        .replace("%3$s", "b".repeat(64)));
        Container tag = new Container(programs(), "docker.io/library/alpine:3.20", "");
        Map<String, Object> found = tag.found();
        assertThat(found)
                .containsEntry("image", DIGEST)
                .containsEntry("reference", "docker.io/library/alpine@" + DIGEST);
        assertThat(calls()).anyMatch(call -> call.startsWith("pull"));
        Container pinned = new Container(programs(), tag.image(), (String) found.get("reference"));
        assertThat(output(pinned, "sh", "-c", "true")).isEqualTo("ran");
        assertThat(calls().get(calls().size() - 1))
                .startsWith("run --rm")
                .contains("-e N=7", "-v " + place().scratch(), "alpine@" + DIGEST + " -c true")
                .doesNotContain("PATH=");
        assertThat(pinned.start(List.of("sh"), place()).end()).contains("rm", "-f");
    }

    @Test
    void anImageThatCannotBeResolvedIsRefused() throws Exception {
        alone();
        script("docker", "echo 'pull access denied' >&2; exit 1");
        assertThatThrownBy(() -> new Container(programs(), "nowhere:1", "").found())
                .isInstanceOf(TaskFailure.class)
                .hasMessage(
                        "the container image nowhere:1 cannot be resolved to a digest: pull access denied");
    }

    @Test
    void apptainerTakesFilesAndDigestsButNoTags() throws Exception {
        alone();
        script("apptainer", "echo ran");
        assertThatThrownBy(() -> new Container(programs(), "alpine:3", "").found())
                .hasMessageContaining("write alpine@sha256:DIGEST, or the path of a .sif file");
        String pinned = "alpine@" + DIGEST;
        assertThat(new Container(programs(), pinned, "").found()).containsEntry("image", DIGEST);
        Path image = Files.writeString(directory.resolve("tool.sif"), "image");
        Container file = new Container(programs(), image.toString(), "");
        assertThat(file.found().get("image").toString()).startsWith("sha256:6105d6cc");
        output(file, "sh", "-c", "true");
        assertThat(calls().get(calls().size() - 1)).contains("--cleanenv", image + " sh -c true");
    }

    @Test
    void withoutAnyManagerTheSentenceSaysWhatIsMissing() throws Exception {
        alone();
        assertThatThrownBy(() -> new Container(programs(), "alpine:3", "").found())
                .hasMessageContaining("no 'podman', 'docker' or 'apptainer'");
        assertThatThrownBy(() -> conda(new Source.Name("chem")).found())
                .hasMessageContaining("no 'conda', 'mamba' or 'micromamba'");
    }

    private Conda conda(Source which) {
        return new Conda(programs(), which, artefact -> directory.resolve("environment.yaml"));
    }

    @Test
    void thePackagesOfACondaEnvironmentAreFoundAndItIsMadeOnce() throws Exception {
        alone();
        script(
                "conda",
                """
                if test "$1" = list; then
                  echo '[{"name":"numpy","version":"2.1","build_string":"py3_0"},{"name":"pip","version":"24"}]'
                fi
                if test "$1" = run; then echo "N=$N"; fi
                """);
        Files.writeString(directory.resolve("environment.yaml"), "dependencies: [numpy]");
        Artefact file = new Artefact("c".repeat(64), "environment.yaml", "text/plain", 21);
        for (int i = 0; i < 2; i++) {
            assertThat(conda(file).found())
                    .isEqualTo(Map.of("packages", Map.of("numpy", "2.1=py3_0", "pip", "24")));
        }
        assertThat(calls()).filteredOn(call -> call.startsWith("env create")).hasSize(1);
        assertThat(output(conda(new Source.Name("chem")), "python", "x.py")).isEqualTo("N=7");
        assertThat(calls()).contains("run -n chem --no-capture-output python x.py");
    }

    @Test
    void aToolThatDoesNotSayItsVersionIsRefused() throws Exception {
        Tools tools = new Tools(programs(), new Bare());
        assertThat(tools.says("shell", "echo 5.2; echo more >&2")).isEqualTo("5.2\nmore");
        assertThatThrownBy(() -> tools.says("siesta", "exit 3"))
                .hasMessageContaining(
                        "does not say its version: 'exit 3' ended with exit status 3");
        assertThatThrownBy(() -> tools.says("siesta", "true"))
                .hasMessageContaining("prints nothing");
    }

    @Test
    void modulesAreLoadedWhereTheyAreInstalled() throws Exception {
        assumeTrue(Files.exists(Path.of("/usr/share/modules/init/bash")));
        Path module = Files.createDirectories(directory.resolve("modules/demo")).resolve("1.5");
        Files.writeString(module, "#%Module1.0\nsetenv DEMO seven\n");
        variables.put("MODULEPATH", directory.resolve("modules").toString());
        Modules modules = new Modules(programs(), List.of("demo"));
        assertThat(modules.found()).isEqualTo(Map.of("modules", List.of("demo/1.5")));
        assertThat(output(modules, "sh", "-c", "echo $DEMO $N")).isEqualTo("seven 7");
        assertThatThrownBy(() -> new Modules(programs(), List.of("absent")).found())
                .hasMessageStartingWith("the module absent cannot be loaded here");
    }

    /**
     * The image is made of nothing but busybox; whether containers may run is up to the machine.
     */
    @Test
    void aRealContainerSeesItsImageAndItsDirectoryOnly() throws Exception {
        Path podman = Path.of("/usr/bin/podman");
        Path busybox = Path.of("/bin/busybox");
        assumeTrue(Files.exists(podman) && Files.exists(busybox));
        variables.put("PATH", "/usr/bin:/bin");
        variables.put("CONTAINERS_CONF", containersConf().toString());
        Path image = Files.createDirectories(directory.resolve("image"));
        Files.copy(busybox, image.resolve("sh"));
        Files.writeString(
                image.resolve("Dockerfile"), "FROM scratch\nCOPY sh /bin/sh\nENV PATH=/bin\n");
        String tag = "localhost/xcflow-test-" + ProcessHandle.current().pid() + ":1";
        try {
            assumeTrue(podman("build", "-q", "-t", tag, image.toString()).status() == 0);
            assumeTrue(
                    podman("run", "--rm", "--network", "host", tag, "sh", "-c", ":").status() == 0);
            Container container = new Container(programs(), tag, "");
            String reference = (String) container.found().get("reference");
            Container pinned = new Container(programs(), tag, reference);
            assertThat(output(pinned, "sh", "-c", "echo $N; pwd; echo x > made; echo /*"))
                    .startsWith("7\n" + place().directory())
                    .doesNotContain("/usr");
            assertThat(place().directory().resolve("made")).hasContent("x\n");
        } finally {
            podman("rmi", "-f", tag);
        }
    }

    private Path containersConf() throws IOException {
        return Files.writeString(
                directory.resolve("containers.conf"),
                """
                [containers]
                default_ulimits=["nofile=1000:1000","nproc=1000:1000"]
                [engine]
                cgroup_manager="cgroupfs"
                """
                        + (Files.exists(Path.of("/usr/sbin/runc")) ? "runtime=\"runc\"\n" : ""));
    }

    private Programs.Said podman(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("/usr/bin/podman"));
        command.addAll(List.of(arguments));
        return programs().run(command, programs().variables(), Duration.ofMinutes(1));
    }
}

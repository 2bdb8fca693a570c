package xcflow.foreign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import xcflow.engine.Engine;
import xcflow.engine.InputFiles;
import xcflow.engine.NotConverged;
import xcflow.engine.PlainSettings;
import xcflow.engine.Prepared;
import xcflow.engine.Resources;
import xcflow.engine.Solution;
import xcflow.engine.Watch;
import xcflow.engine.WrongSolution;
import xcflow.functional.Functionals;
import xcflow.spi.CancelledException;
import xcflow.spi.TaskFailure;
import xcflow.structure.Structure;
import xcflow.structure.molecule.Molecules;

@EnabledOnOs(OS.LINUX)
class AdapterFailuresTest {
    private static final Structure H2 = new Structure.OfMolecule("H2", Molecules.parse("H2"));

    @TempDir private Path directory;

    private static Solution solve(Engine engine, Watch watch) throws TaskFailure {
        try (Prepared prepared =
                engine.prepare(
                        H2,
                        PlainSettings.of(engine, Map.of()),
                        new Resources(1, InputFiles.NONE))) {
            return prepared.solve(Functionals.named("PBE"), Optional.empty(), watch);
        }
    }

    private TaskFailure failure(String afterRequest) throws Exception {
        Engine engine = FakeAdapter.shell(directory, afterRequest);
        return catchThrowableOfType(TaskFailure.class, () -> solve(engine, Watch.SILENT));
    }

    @Test
    void aResultIsRead() throws Exception {
        Engine engine =
                FakeAdapter.shell(
                        directory,
                        "echo '{\"type\":\"event\",\"id\":1,\"iteration\":1,\"energy\":-1.0}'\n"
                                + "echo '{\"type\":\"result\",\"id\":1,\"energy\":-1.16,\"iterations\":7,"
                                + "\"energies\":{\"a\":-2.0,\"b\":0.84}}'");
        int[] heard = new int[1];
        Solution solution = solve(engine, step -> heard[0]++);
        assertThat(solution.energy()).isEqualTo(-1.16);
        assertThat(solution.iterations()).isEqualTo(7);
        assertThat(heard[0]).isEqualTo(1);
        assertThat(engine.unusable()).isEmpty();
        assertThat(engine.fingerprint())
                .containsEntry("version", "3.1")
                .containsEntry("libraries", Map.of("fakelib", "7"))
                .containsKey("adapter-digest");
    }

    @Test
    void aCrashIsAFailedAttemptWithTheLastOutput() throws Exception {
        TaskFailure failure = failure("echo 'out of cheese' >&2; kill -SEGV $$");
        assertThat(failure)
                .hasMessageContaining("H2: the adapter of fake failed: it ended without an answer")
                .hasMessageContaining("out of cheese");
        assertThat(failure.retryable()).isTrue();
    }

    @Test
    void anAdapterThatIsKilledBeforeItSaidWhoItIsIsStartedAgain() throws Exception {
        Engine engine =
                FakeAdapter.engine(
                        directory,
                        "sh {adapter}",
                        "read -r line\n[ -e MARK ] || { touch MARK; kill -KILL $$; }\necho 'HELLO'\n"
                                        .replace("MARK", directory.resolve("mark").toString())
                                        .replace("HELLO", HELLO)
                                + "while read -r line; do :; done\n",
                        "");
        assertThat(engine.fingerprint())
                .containsEntry("version", "3.1")
                .doesNotContainKey("unusable");
        assertThat(engine.unusable()).isEmpty();
    }

    @Test
    void anEndWithoutAResultIsSaidWithItsStatus() throws Exception {
        assertThat(failure("exit 0")).hasMessageContaining("exit status 0");
    }

    @Test
    void garbageOnTheStandardOutputIsQuoted() throws Exception {
        assertThat(failure("echo 'Welcome to Fake!'"))
                .hasMessageContaining("standard output: 'Welcome to Fake!'");
    }

    @Test
    void anAnswerWithoutEndIsNotReadToTheEnd() throws Exception {
        assertThat(failure("cat /dev/zero | tr '\\0' 'x'"))
                .hasMessageContaining("a line of more than 8 MB");
    }

    @Test
    void numbersThatAreNoneAreRefused() throws Exception {
        assertThat(
                        failure(
                                "echo '{\"type\":\"result\",\"id\":1,\"energy\":\"low\",\"iterations\":1}'"))
                .hasMessageContaining("'energy': low, which must be finite numbers");
        assertThat(failure("echo '{\"type\":\"result\",\"id\":1,\"iterations\":1}'"))
                .hasMessageContaining("no 'energy'");
    }

    @Test
    void partsThatDoNotSumToTheTotalAreAWrongSolution() throws Exception {
        assertThat(
                        failure(
                                "echo '{\"type\":\"result\",\"id\":1,\"energy\":-1.0,\"iterations\":1,"
                                        + "\"energies\":{\"a\":-1.1}}'"))
                .isInstanceOf(WrongSolution.class)
                .hasMessageContaining("sum to -1.1");
    }

    @Test
    void anAdapterWhoseResultIsNoNumberSaysSoAndGoesOn() throws Exception {
        Engine engine =
                FakeAdapter.python(
                        directory,
                        """
                        import xcflow_adapter as xa

                        class Infinite(xa.Adapter):
                            def hello(self):
                                return xa.Hello("Infinite", "1")

                            def solve(self, request):
                                return xa.Solution(energy=-1.0, iterations=1, highest_level=float("-inf"))

                        xa.run(Infinite())
                        """,
                        "");
        assertThatThrownBy(() -> solve(engine, Watch.SILENT))
                .hasMessageContaining("the result of the adapter cannot be told")
                .hasMessageContaining("not JSON compliant");
    }

    @Test
    void silenceIsAHang() throws Exception {
        Engine engine = FakeAdapter.shell(directory, HELLO, "sleep 100", "limits: {silence: 1}");
        assertThatThrownBy(() -> solve(engine, Watch.SILENT))
                .hasMessageContaining("it has said nothing for 1 s")
                .hasMessageContaining("hangs");
    }

    private static final String HELLO =
            "{\"type\":\"hello\",\"protocol\":1,\"adapter\":{\"version\":\"1\"},"
                    + "\"program\":{\"name\":\"Fake\",\"version\":\"3.1\"}}";

    @Test
    void anotherProtocolIsRefused() throws Exception {
        Engine engine =
                FakeAdapter.shell(directory, HELLO.replace("1,\"ad", "2,\"ad"), "exit 0", "");
        assertThat(engine.unusable().orElseThrow()).contains("speaks protocol 2 instead of 1");
    }

    @Test
    void errorsOfTheAdapterAreWhatTheySay() throws Exception {
        String error =
                "echo '{\"type\":\"error\",\"id\":1,\"kind\":\"KIND\",\"message\":\"no luck\",\"help\":\"try again\"}'";
        assertThat(failure(error.replace("KIND", "not-converged")))
                .isInstanceOf(NotConverged.class)
                .hasMessage("H2: no luck: try again");
        assertThat(failure(error.replace("KIND", "unusable-input")).retryable()).isFalse();
        assertThat(failure(error.replace("KIND", "crashed")).retryable()).isTrue();
    }

    @Test
    void aProgramThatIsNotThereIsNamedWithWhatWouldHelp() throws Exception {
        Engine engine =
                FakeAdapter.shell(
                        directory,
                        HELLO,
                        "exit 0",
                        "program: {executable: no-such-program}\n"
                                + "install: {otherwise: ask its authors}");
        assertThat(engine.unusable())
                .contains(
                        "fake needs the program no-such-program, which is not here: ask its"
                                + " authors");
        assertThat(engine.fingerprint()).containsKey("unusable");
    }

    @Test
    void aCancelledCalculationEndsAlthoughTheAdapterIsDeaf() throws Exception {
        Engine engine =
                FakeAdapter.shell(
                        directory,
                        "echo '{\"type\":\"event\",\"id\":1,\"iteration\":1,\"energy\":-1.0}'; sleep 100");
        boolean[] heard = new boolean[1];
        Watch impatient =
                new Watch() {
                    @Override
                    public void iteration(Step step) {
                        heard[0] = true;
                    }

                    @Override
                    public boolean cancelled() {
                        return heard[0];
                    }
                };
        assertThatThrownBy(() -> solve(engine, impatient)).isInstanceOf(CancelledException.class);
    }

    @Test
    void nothingIsLeftOfAnAdapterThatIsKilled() throws Exception {
        Path pid = directory.resolve("pid");
        Engine engine =
                FakeAdapter.shell(directory, "sleep 1000 & echo $! >" + pid + "; kill -KILL $$");
        assertThatThrownBy(() -> solve(engine, Watch.SILENT)).isInstanceOf(TaskFailure.class);
        long left = Long.parseLong(Files.readString(pid).strip());
        ProcessHandle.of(left).ifPresent(handle -> handle.onExit().join());
    }

    @Test
    void aDensityOfTooManyPointsOrOfAnotherFunctionalIsRefused() throws Exception {
        String script =
                """
                import struct, zipfile
                import xcflow_adapter as xa

                class Fake(xa.Adapter):
                    def hello(self):
                        return xa.Hello("Fake", "1")

                    def solve(self, request):
                        return xa.Solution(energy=-1.0, iterations=1, energies={"exchange-correlation": -1.0})

                def write(path, arrays):
                    with zipfile.ZipFile(path, "w") as zip:
                        for name, values in arrays.items():
                            header = "{'descr': '<f8', 'fortran_order': False, 'shape': (%d,), }\\n" % len(values)
                            zip.writestr(name + ".npy", b"\\x93NUMPY\\x01\\x00" + struct.pack("<H", len(header))
                                         + header.encode() + struct.pack("<%dd" % len(values), *values))

                xa._write = write
                Fake.solve_ = Fake.solve
                def solve(self, request):
                    solution = Fake.solve_(self, request)
                    n = int(request.settings["n"])
                    ones = [1.0 / n] * n
                    zeros = [0.0] * n
                    solution.density = lambda: xa.Density({"weight": [1.0] * n, "rho_a": ones, "rho_b": ones,
                        "sigma_aa": zeros, "sigma_ab": zeros, "sigma_bb": zeros})
                    return solution
                Fake.solve = solve
                xa.run(Fake())
                """;
        Engine engine =
                FakeAdapter.python(
                        directory,
                        script,
                        "limits: {points: 100}\n"
                                + "settings: {n: {type: integer, default: 10, description: Points.}}");
        try (Prepared prepared = prepared(engine, Map.of("n", 1000))) {
            Solution solution =
                    prepared.solve(Functionals.named("PBE"), Optional.empty(), Watch.SILENT);
            assertThatThrownBy(solution::sample)
                    .hasMessageContaining("1000 elements, more than the 100 permitted");
        }
        try (Prepared prepared = prepared(engine, Map.of("n", 10))) {
            Solution solution =
                    prepared.solve(Functionals.named("PBE"), Optional.empty(), Watch.SILENT);
            assertThatThrownBy(solution::sample)
                    .hasMessageContaining("it calculated with another functional");
        }
    }

    private static Prepared prepared(Engine engine, Map<String, ?> settings) throws TaskFailure {
        return engine.prepare(
                H2, PlainSettings.of(engine, settings), new Resources(1, InputFiles.NONE));
    }
}

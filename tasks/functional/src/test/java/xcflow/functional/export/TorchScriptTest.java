package xcflow.functional.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.NeuralFunctional;

/**
 * The module of TorchScript gives our numbers. PyTorch is large and seldom at hand: {@code PYTHON}
 * names the Python that has it, and without one the files alone are looked at.
 */
class TorchScriptTest {
    private static final String NO_TORCH =
            "no Python with PyTorch; the environment variable PYTHON can name one";

    @TempDir private Path directory;

    @Test
    void theModuleOfEverythingThatAFileCanDeclareGivesOurNumbersAlsoWhereThereIsNoDensity()
            throws Exception {
        assumeTrue(has("torch, numpy"), NO_TORCH);
        int number = 0;
        for (var functional : ExportedFunctionals.all()) {
            var exported = ExportedFunctionals.exported(functional);
            var place = write(exported, "f" + number++);
            assertThat(python(place, "build.py"))
                    .as(functional.name())
                    .startsWith("0 ")
                    .contains("features: density, grad, grid_weights")
                    .contains("as it should be");
            String script = Shell.script("torch_edges.py", exported);
            assertThat(python(place, "-c", script)).as(functional.name()).startsWith("0 ");
        }
    }

    @Test
    void thePackageOfSkalaLoadsItAndPyscfRunsWithIt() throws Exception {
        assumeTrue(has("torch, numpy, pyscf, skala"), "no Python with PyTorch, PySCF and skala");
        var exported = ExportedFunctionals.constrained(6, 2);
        var place = write(exported, "f");
        new Shell(place).write(ExportFiles.python(exported), "package");
        assertThat(python(place, "build.py")).startsWith("0 ");
        String script = Shell.script("skala_smoke.py", exported);
        assertThat(python(place, "-c", script)).startsWith("0 ").contains("same");
    }

    @Test
    void alteredFilesAreRefused() throws Exception {
        assumeTrue(has("torch, numpy"), NO_TORCH);
        var exported = ExportedFunctionals.constrained(4, 1);
        String module = exported.identifier() + ".fun";
        for (String altered : List.of("functional.xcf", "functional.py", "polarised.txt")) {
            var place = write(exported, "altered-" + altered);
            Shell.alter(place.resolve(altered));
            assertThat(python(place, "build.py"))
                    .startsWith("1 ")
                    .contains(altered + " is not as it was exported");
            assertThat(place.resolve(module)).doesNotExist();
        }
        var place = write(exported, "built");
        assertThat(python(place, "build.py")).startsWith("0 ");
        assertThat(python(place, "check.py")).startsWith("0 ");
        Shell.alter(place.resolve(module));
        assertThat(python(place, "check.py"))
                .startsWith("1 ")
                .contains(module + " is not as it was built");
    }

    @Test
    void theFilesSayWhatTheyNeedAndAreAlwaysTheSame() throws Exception {
        var exported = ExportedFunctionals.constrained(6, 2);
        var files = ExportFiles.torchscript(exported);
        assertThat(files.keySet())
                .containsExactlyInAnyOrder(
                        "README.md",
                        "SHA256SUMS",
                        "build.py",
                        "check.py",
                        "functional.py",
                        "functional.xcf",
                        "polarised.txt",
                        "unpolarised.txt");
        assertThat(files.get("functional.xcf")).isEqualTo(exported.file());
        var again = ExportFiles.torchscript(Exported.of(exported.file()));
        files.forEach((path, bytes) -> assertThat(again.get(path)).as(path).isEqualTo(bytes));
        String sums = text(files, "SHA256SUMS");
        assertThat(sums.lines()).hasSize(files.size() - 1);
        for (String line : sums.lines().toList()) {
            String path = line.substring(66);
            assertThat(line.substring(0, 64)).isEqualTo(Digests.sha256(files.get(path)));
        }
        files.keySet().forEach(path -> assertThat(text(files, path)).doesNotContain("@ID@"));
        assertThat(text(files, "check.py"))
                .contains(exported.digest())
                .contains(exported.identifier() + ".fun");
    }

    @Test
    void withoutPyTorchTheProgramSaysWhatItNeeds() throws Exception {
        assumeTrue(new Shell(directory).runs("python3", "-c", ""), "no Python");
        var place = write(ExportedFunctionals.constrained(4, 1), "f");
        // A torch that cannot be imported stands for none.
        Files.writeString(place.resolve("torch.py"), "raise ImportError('No module named torch')");
        assertThat(Shell.output(place, Map.of(), "python3", "-B", "build.py"))
                .startsWith("1 ")
                .contains("is built by PyTorch and numpy")
                .doesNotContain("Traceback");
    }

    @Test
    void aBaseThatCannotBeExportedIsNamed() throws IOException {
        var shape = new Shape(4, 1, Activation.TANH);
        var exported =
                ExportedFunctionals.exported(
                        NeuralFunctional.untrained(
                                Architecture.ANCHORED.specify(
                                        "mine", "BLYP", Constraints.NONE, shape, shape, 1)));
        assertThatThrownBy(() -> ExportFiles.torchscript(exported))
                .hasMessageContaining("anchored to BLYP");
    }

    private Path write(Exported exported, String name) throws IOException {
        return new Shell(directory).write(ExportFiles.torchscript(exported), name);
    }

    private static String text(Map<String, byte[]> files, String path) {
        return new String(files.get(path), StandardCharsets.UTF_8);
    }

    private boolean has(String modules) throws Exception {
        return new Shell(directory).runs(program(), "-c", "import " + modules);
    }

    private static String program() {
        return Optional.ofNullable(System.getenv("PYTHON")).orElse("python3");
    }

    private static String python(Path place, String... arguments) throws Exception {
        var command = new java.util.ArrayList<>(List.of(program(), "-B"));
        command.addAll(List.of(arguments));
        return Shell.output(
                place,
                Map.of("OMP_NUM_THREADS", "1", "PYTHONPATH", place + "/package/src"),
                command.toArray(String[]::new));
    }
}

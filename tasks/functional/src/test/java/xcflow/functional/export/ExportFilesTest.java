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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Architecture;
import xcflow.functional.neural.Architecture.Shape;
import xcflow.functional.neural.Constraints;
import xcflow.functional.neural.NeuralFunctional;

/** Exports run outside Java and give the same numbers there. */
class ExportFilesTest {
    @TempDir private Path directory;

    @Test
    void theCSourceOfEverythingThatAFileCanDeclareGivesOurNumbersAndTheirDerivatives()
            throws Exception {
        assumeTrue(runs("cc", "--version"), "no C compiler");
        int number = 0;
        for (var functional : ExportedFunctionals.all()) {
            var exported = ExportedFunctionals.exported(functional);
            var place = write(ExportFiles.c(exported), "f" + number++);
            // One kind of processor is enough here and compiles three times as fast.
            compile(place, exported, "-O1", "-DXCF_NO_DISPATCH");
            assertThat(output(place, "./check")).as(functional.name()).startsWith("0 ");
            assertThat(output(place, "./second")).as(functional.name()).startsWith("0 ");
        }
    }

    @Test
    void theCSourceCompilesWithoutWarningsForAllProcessorsAtOnce() throws Exception {
        assumeTrue(runs("cc", "--version"), "no C compiler");
        var exported = ExportedFunctionals.constrained(6, 2);
        var place = write(ExportFiles.c(exported), "c");
        compile(place, exported, "-O2", "-std=c99", "-Wall", "-Werror");
        assertThat(output(place, "./check")).startsWith("0 ");
        assertThat(output(place, "./second")).startsWith("0 ");
    }

    @Test
    void thePythonPackageGivesOurNumbersInNumpyAlone() throws Exception {
        assumeTrue(runs("python3", "-c", "import numpy"), "no Python with numpy");
        int number = 0;
        for (var functional : ExportedFunctionals.all()) {
            var exported = ExportedFunctionals.exported(functional);
            var place = write(ExportFiles.python(exported), "p" + number++);
            assertThat(python(place, Map.of("XCF_NO_C", "1"), "-m", exported.identifier()))
                    .as(functional.name())
                    .startsWith("0 ")
                    .contains("numpy: largest deviations");
        }
    }

    @Test
    void thePythonPackageCompilesTheCSourceWhereItCan() throws Exception {
        assumeTrue(runs("python3", "-c", "import numpy"), "no Python with numpy");
        assumeTrue(runs("cc", "--version"), "no C compiler");
        var exported = ExportedFunctionals.constrained(6, 2);
        var place = write(ExportFiles.python(exported), "p");
        assertThat(python(place, Map.of(), "-m", exported.identifier()))
                .startsWith("0 ")
                .contains("C: largest deviations")
                .contains("numpy: largest deviations");
        String compare =
                "import numpy as np, ID; from ID import check, evaluation;"
                        + " (c, n) = evaluation.ways(); r, s = check.vectors(2)[:2];"
                        + " print(max(np.max(abs(a - b) / np.abs(b).max()) for a, b in"
                        + " zip(c[1](r, s, 2), n[1](r, s, 2))) < 1e-11, ID.backend())";
        assertThat(python(place, Map.of(), "-c", compare.replace("ID", exported.identifier())))
                .startsWith("0 True C");
    }

    @Test
    void pyscfRunsWithThePackage() throws Exception {
        assumeTrue(runs("python3", "-c", "import pyscf"), "no PySCF");
        var exported = ExportedFunctionals.constrained(6, 2);
        var place = write(ExportFiles.python(exported), "p");
        try (var in = getClass().getResourceAsStream("pyscf_smoke.py")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String script = text.replace("IDENTIFIER", exported.identifier());
            assertThat(python(place, Map.of("OMP_NUM_THREADS", "1"), "-c", script))
                    .startsWith("0 ");
        }
    }

    @Test
    void anAlteredPackageRefusesToBeImported() throws Exception {
        assumeTrue(runs("python3", "-c", "import numpy"), "no Python with numpy");
        var exported = ExportedFunctionals.constrained(6, 2);
        for (String altered : List.of("formula.py", "data/functional.xcf", "data/polarised.txt")) {
            var place = write(ExportFiles.python(exported), "altered-" + altered.hashCode());
            Path file = place.resolve("src").resolve(exported.identifier()).resolve(altered);
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
            assertThat(python(place, Map.of(), "-m", exported.identifier()))
                    .startsWith("1 ")
                    .contains(altered + " was altered or lost");
        }
    }

    @Test
    void theSameFunctionalGivesTheSameBytes() throws Exception {
        var exported = ExportedFunctionals.constrained(6, 2);
        for (var format : List.<Format>of(ExportFiles::c, ExportFiles::python)) {
            var one = format.files(exported);
            var other = format.files(Exported.of(exported.file()));
            assertThat(one.keySet()).isEqualTo(other.keySet());
            one.forEach((path, bytes) -> assertThat(bytes).as(path).isEqualTo(other.get(path)));
            String sums = new String(one.get("SHA256SUMS"), StandardCharsets.UTF_8);
            assertThat(sums.lines()).hasSize(one.size() - 1);
        }
    }

    @Test
    void aBaseThatCannotBeExportedIsNamed() throws IOException {
        var shape = new Shape(4, 1, Activation.TANH);
        var functional =
                NeuralFunctional.untrained(
                        Architecture.ANCHORED.specify(
                                "mine", "BLYP", Constraints.NONE, shape, shape, 1));
        var exported = ExportedFunctionals.exported(functional);
        assertThatThrownBy(() -> ExportFiles.c(exported))
                .hasMessageContaining("anchored to BLYP")
                .hasMessageContaining("PBEsol");
    }

    @Test
    void identifiersAreNamesInCAndPython() throws IOException {
        assertThat(ExportedFunctionals.constrained(4, 1).identifier()).matches("[a-z_0-9]+");
    }

    @FunctionalInterface
    private interface Format {
        Map<String, byte[]> files(Exported exported) throws IOException;
    }

    private Path write(Map<String, byte[]> files, String name) throws IOException {
        Path place = directory.resolve(name);
        for (var file : files.entrySet()) {
            Path path = place.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        return place;
    }

    private void compile(Path place, Exported exported, String... options) throws Exception {
        try (var in = getClass().getResourceAsStream("second.c")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(
                    place.resolve("second.c"), text.replace("ID_", exported.identifier() + "_"));
        }
        String source = exported.identifier() + ".c";
        assertThat(output(place, concat("cc", options, "-c", "-o", "functional.o", source)))
                .startsWith("0 ");
        for (String program : List.of("check", "second")) {
            assertThat(output(place, "cc", "-o", program, program + ".c", "functional.o", "-lm"))
                    .startsWith("0 ");
        }
    }

    private static String[] concat(String first, String[] options, String... rest) {
        var all = new java.util.ArrayList<>(List.of(first));
        all.addAll(List.of(options));
        all.addAll(List.of(rest));
        return all.toArray(String[]::new);
    }

    private String python(Path place, Map<String, String> environment, String... arguments)
            throws Exception {
        var builder = new ProcessBuilder(concat("python3", arguments));
        builder.environment().put("PYTHONPATH", place.resolve("src").toString());
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        builder.environment().putAll(environment);
        return output(builder.directory(place.toFile()));
    }

    /** Exit code and everything that was printed. */
    private static String output(Path place, String... command) throws Exception {
        return output(new ProcessBuilder(command).directory(place.toFile()));
    }

    private static String output(ProcessBuilder builder) throws Exception {
        var process = builder.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + text;
    }

    private boolean runs(String... command) throws Exception {
        try {
            return output(directory, command).startsWith("0 ");
        } catch (IOException e) {
            return false;
        }
    }
}

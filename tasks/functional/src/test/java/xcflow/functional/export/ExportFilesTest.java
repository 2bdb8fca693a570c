package xcflow.functional.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.functional.neural.Gate;

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
            boolean cubic =
                    functional.correlationFactor().spec().gate() == Gate.LOGARITHMIC_GRADIENT;
            String[] second =
                    cubic ? new String[] {"./second", "cubic"} : new String[] {"./second"};
            assertThat(output(place, second)).as(functional.name()).startsWith("0 ");
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
        String script = Shell.script("pyscf_smoke.py", exported);
        assertThat(python(place, Map.of("OMP_NUM_THREADS", "1"), "-c", script)).startsWith("0 ");
    }

    @Test
    void moleculesOfAseRunWithThePackage() throws Exception {
        assumeTrue(runs("python3", "-c", "import pyscf, ase"), "no PySCF and ASE");
        var exported = ExportedFunctionals.constrained(6, 2);
        var place = write(ExportFiles.python(exported), "p");
        String script = Shell.script("ase_smoke.py", exported);
        assertThat(python(place, Map.of("OMP_NUM_THREADS", "1"), "-c", script)).startsWith("0 ");
    }

    @Test
    void gpawRunsWithThePackage() throws Exception {
        assumeTrue(runs("python3", "-c", "import gpaw"), "no GPAW");
        var exported = ExportedFunctionals.constrained(6, 2);
        var place = write(ExportFiles.python(exported), "p");
        String script = Shell.script("gpaw_smoke.py", exported);
        assertThat(python(place, Map.of("OMP_NUM_THREADS", "1"), "-c", script)).startsWith("0 ");
    }

    @Test
    void theNotebookInTheDocumentationRuns() throws Exception {
        assumeTrue(runs("python3", "-c", "import pyscf, ase"), "no PySCF and ASE");
        var exported = ExportedFunctionals.constrained(6, 2);
        var place = write(ExportFiles.python(exported), "p");
        Path notebook = Path.of("../../docs/functional-in-python.ipynb").toAbsolutePath();
        String script = Shell.script("notebook.py", exported);
        assertThat(python(place, Map.of("OMP_NUM_THREADS", "1"), "-c", script, notebook.toString()))
                .startsWith("0 ")
                .contains("cells ran");
    }

    @Test
    void theCheckingProgramRefusesAlteredFiles() throws Exception {
        assumeTrue(runs("cc", "--version"), "no C compiler");
        var exported = ExportedFunctionals.constrained(6, 2);
        String source = exported.identifier() + ".c";
        for (String altered : List.of("", "functional.xcf", "README.md", "unpolarised.txt")) {
            var place = write(ExportFiles.c(exported), "altered-" + altered);
            if (!altered.isEmpty()) {
                Shell.alter(place.resolve(altered));
            }
            assertThat(
                            output(
                                    place,
                                    "cc",
                                    "-DXCF_NO_DISPATCH",
                                    "-o",
                                    "check",
                                    "check.c",
                                    source,
                                    "-lm"))
                    .startsWith("0 ");
            assertThat(output(place, "./check"))
                    .startsWith(altered.isEmpty() ? "0 " : "1 ")
                    .contains(
                            altered.isEmpty() ? "as it should be" : altered + " is not as it was");
        }
    }

    @Test
    void fortranAndCppCallTheCSource() throws Exception {
        assumeTrue(runs("cc", "--version"), "no C compiler");
        var exported = ExportedFunctionals.constrained(6, 2);
        var place = write(ExportFiles.c(exported), "c");
        String source = exported.identifier() + ".c";
        output(place, "cc", "-O1", "-DXCF_NO_DISPATCH", "-c", "-o", "functional.o", source);
        if (runs("gfortran", "--version")) {
            Files.writeString(place.resolve("calls.f90"), Shell.script("calls.f90", exported));
            String module = exported.identifier() + ".f90";
            assertThat(
                            output(
                                    place,
                                    "gfortran",
                                    "-std=f2008",
                                    "-Wall",
                                    "-Werror",
                                    "-o",
                                    "fortran",
                                    module,
                                    "calls.f90",
                                    "functional.o",
                                    "-lm"))
                    .startsWith("0 ");
            assertThat(output(place, "./fortran")).startsWith("0 ").contains("same");
        }
        if (runs("c++", "--version")) {
            Files.writeString(place.resolve("calls.cpp"), Shell.script("calls.cpp", exported));
            assertThat(
                            output(
                                    place,
                                    "c++",
                                    "-std=c++11",
                                    "-Wall",
                                    "-Werror",
                                    "-o",
                                    "cpp",
                                    "calls.cpp",
                                    "functional.o"))
                    .startsWith("0 ");
            assertThat(output(place, "./cpp")).startsWith("0 ").contains("same");
        }
    }

    @Test
    void cmakeBuildsChecksAndInstallsIt() throws Exception {
        assumeTrue(runs("cc", "--version") && runs("cmake", "--version"), "no C compiler or CMake");
        var exported = ExportedFunctionals.constrained(6, 2);
        var place = write(ExportFiles.c(exported), "c");
        String prefix = "-DCMAKE_INSTALL_PREFIX=" + directory.resolve("prefix");
        assertThat(
                        output(
                                place,
                                "cmake",
                                "-B",
                                "build",
                                prefix,
                                "-DCMAKE_INSTALL_LIBDIR=lib",
                                "-DCMAKE_C_FLAGS=-DXCF_NO_DISPATCH"))
                .startsWith("0 ");
        assertThat(output(place, "cmake", "--build", "build")).startsWith("0 ");
        assertThat(output(place.resolve("build"), "ctest")).startsWith("0 ");
        assertThat(output(place, "cmake", "--install", "build")).startsWith("0 ");
        Path user = Files.createDirectory(directory.resolve("user"));
        Files.writeString(user.resolve("calls.cpp"), Shell.script("calls.cpp", exported));
        Files.writeString(user.resolve("CMakeLists.txt"), Shell.script("user.cmake", exported));
        String where = "-DCMAKE_PREFIX_PATH=" + directory.resolve("prefix");
        assertThat(output(user, "cmake", "-B", "build", where)).startsWith("0 ");
        assertThat(output(user, "cmake", "--build", "build")).startsWith("0 ");
        assertThat(output(user, "build/user")).startsWith("0 ").contains("same");
    }

    @Test
    void anAlteredPackageRefusesToBeImported() throws Exception {
        assumeTrue(runs("python3", "-c", "import numpy"), "no Python with numpy");
        var exported = ExportedFunctionals.constrained(6, 2);
        for (String altered : List.of("formula.py", "data/functional.xcf", "data/polarised.txt")) {
            var place = write(ExportFiles.python(exported), "altered-" + altered.hashCode());
            Path file = place.resolve("src").resolve(exported.identifier()).resolve(altered);
            Shell.alter(file);
            assertThat(python(place, Map.of(), "-m", exported.identifier()))
                    .startsWith("1 ")
                    .contains(altered + " was altered or lost");
        }
    }

    @Test
    void theSameFunctionalGivesTheSameBytes() throws Exception {
        var exported = ExportedFunctionals.constrained(6, 2);
        for (var format :
                List.<Format>of(ExportFiles::c, ExportFiles::python, ExportFiles::libxc)) {
            var one = format.files(exported);
            var other = format.files(Exported.of(exported.file()));
            assertThat(one.keySet()).isEqualTo(other.keySet());
            one.forEach((path, bytes) -> assertThat(bytes).as(path).isEqualTo(other.get(path)));
            String sums = new String(one.get("SHA256SUMS"), StandardCharsets.UTF_8);
            assertThat(sums.lines()).hasSize(one.size() - 1);
        }
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
        return new Shell(directory).write(files, name);
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
        var all = new java.util.HashMap<>(environment);
        all.put("PYTHONPATH", place.resolve("src").toString());
        all.put("PYTHONDONTWRITEBYTECODE", "1");
        all.put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        return Shell.output(place, all, concat("python3", arguments));
    }

    private static String output(Path place, String... command) throws Exception {
        return Shell.output(place, Map.of(), command);
    }

    private boolean runs(String... command) throws Exception {
        return new Shell(directory).runs(command);
    }
}

package xcflow.foreign.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
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
import xcflow.foreign.descriptor.Descriptors;
import xcflow.functional.Functionals;
import xcflow.functional.dataset.DataSet;
import xcflow.numerics.Constants;
import xcflow.spi.TaskFailure;
import xcflow.structure.Structure;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;
import xcflow.structure.molecule.Molecules;

/**
 * Adapters against recorded outputs of real runs, played back by an executable that pretends to be
 * the program; and against the program itself where it is in the PATH.
 */
@EnabledOnOs(OS.LINUX)
class RecordedProgramsTest {
    private static final Structure SILICON =
            new Structure.OfCrystal(
                    "Si",
                    new Crystal(
                            Lattice.faceCentredCubic(5.43 / Constants.BOHR_IN_ANGSTROM),
                            List.of(Site.of("Si", 0, 0, 0), Site.of("Si", 0.25, 0.25, 0.25))),
                    Optional.empty());

    /** As the real pseudopotential's file begins; the executable does not read it. */
    private static final String PSEUDOPOTENTIAL =
            " Si pb nrl nc\n made for a test\n 3s 2.00\n    4 0 1074 0.177053E-03 0.125000E-01 4.00000000000\n";

    @TempDir private Path directory;

    /**
     * One recorded run.
     *
     * @param files what the program is called where it is real, first the one that is asked
     * @param input name of the file that the adapter writes for it
     * @param electrons that the density holds
     * @param tolerance of the energy of a real run, Ha: versions differ
     */
    private record Recorded(
            String engine,
            List<String> files,
            String says,
            String input,
            Structure structure,
            Map<String, Object> settings,
            double energy,
            int iterations,
            double electrons,
            double tolerance) {}

    private static final List<Recorded> RUNS =
            List.of(
                    new Recorded(
                            "abinit",
                            List.of("abinit"),
                            "9.6.2",
                            "x.abi",
                            SILICON,
                            Map.of("cutoff", 6.0, "kpoints", List.of(2, 2, 2)),
                            -7.74651971378888,
                            7,
                            8,
                            1e-5),
                    new Recorded(
                            "espresso",
                            List.of("pw.x", "pp.x"),
                            "     Program PWSCF v.6.7MaX starts",
                            "pw.in",
                            SILICON,
                            Map.of("cutoff", 6.0, "kpoints", List.of(2, 2, 2)),
                            -7.74652053,
                            7,
                            8,
                            1e-5),
                    new Recorded(
                            "siesta",
                            List.of("siesta"),
                            "Siesta Version  : v4.1-b4-133",
                            "input.fdf",
                            SILICON,
                            Map.of("basis", "SZ", "mesh-cutoff", 40.0, "kpoints", List.of(2, 2, 2)),
                            -7.801190484940245,
                            6,
                            8,
                            1e-2),
                    new Recorded(
                            "cp2k",
                            List.of("cp2k"),
                            " CP2K version 2023.1",
                            "x.inp",
                            new Structure.OfMolecule(
                                    "H2O",
                                    Molecules.parse("O 0 0 0; H 0 0.757 0.587; H 0 -0.757 0.587")),
                            Map.of("cutoff", 60.0, "basis", "SZV-MOLOPT-GTH", "box", List.of(12.0)),
                            -17.084922038113383,
                            12,
                            8,
                            1e-4),
                    new Recorded(
                            "psi4",
                            List.of("psi4"),
                            "1.3.2",
                            "x.in",
                            new Structure.OfMolecule(
                                    "O2", Molecules.parse("O 0 0 0; O 0 0 1.21; unpaired=2")),
                            Map.of("basis", "sto-3g", "radial-points", 30, "spherical-points", 110),
                            -148.13923179994708,
                            5,
                            16,
                            1e-5));

    @TestFactory
    List<DynamicTest> recordedRunsAreReadAsTheyWere() {
        return RUNS.stream()
                .map(run -> DynamicTest.dynamicTest(run.engine(), () -> playedBack(run)))
                .toList();
    }

    private void playedBack(Recorded run) throws Exception {
        Path place = Files.createDirectory(directory.resolve(run.engine()));
        try (Prepared prepared = prepared(played(run, place), run)) {
            Solution solution =
                    prepared.solve(Functionals.named("PBE"), Optional.empty(), Watch.SILENT);
            assertThat(solution.energy()).isCloseTo(run.energy(), within(1e-10));
            assertThat(solution.iterations()).isEqualTo(run.iterations());
            check(run, solution);
            assertThat(input(place.resolve("written"))).isEqualTo(input(place.resolve("recorded")));
        }
    }

    /** An input, in which 60.0 and 60 are the same. */
    private static String input(Path file) throws IOException {
        return Files.readString(file).replaceAll("(?<![.0-9])(\\d+)\\.0(?![0-9])", "$1");
    }

    /** Sampling compares the electrons, and the energy that PBE has on the density, by itself. */
    private static void check(Recorded run, Solution solution) throws TaskFailure {
        DataSet sample = solution.sample();
        assertThat(sample.electrons()[0]).isCloseTo(run.electrons(), within(2e-3));
        double[] forces = solution.forces().orElseThrow();
        for (int axis = 0; axis < 3; axis++) {
            double sum = 0;
            for (int atom = 0; atom < forces.length / 3; atom++) {
                sum += forces[3 * atom + axis];
            }
            // A grid in space is not the same everywhere.
            assertThat(sum).isCloseTo(0, within(0.02));
        }
    }

    @TestFactory
    List<DynamicTest> theProgramItselfGivesTheSameWhereItIsInstalled() {
        return RUNS.stream()
                .map(run -> DynamicTest.dynamicTest(run.engine(), () -> real(run)))
                .toList();
    }

    private void real(Recorded run) throws Exception {
        for (String file : run.files()) {
            assumeThat(Launch.find(file)).isPresent();
        }
        assumeThat(!run.engine().equals("siesta") || System.getenv("SIESTA_PS_PATH") != null)
                .isTrue();
        Engine engine =
                new ForeignEngine(
                        Descriptors.read(List.of()).usable().get(run.engine()), directory);
        try (Prepared prepared = prepared(engine, run)) {
            Solution solution =
                    prepared.solve(Functionals.named("PBE"), Optional.empty(), Watch.SILENT);
            assertThat(solution.energy()).isCloseTo(run.energy(), within(run.tolerance()));
            check(run, solution);
        }
    }

    @Test
    void aMissingPseudopotentialIsASentenceThatSaysWhereToGetIt() throws Exception {
        Engine engine = played(RUNS.get(2), directory);
        Files.delete(directory.resolve("ps").resolve("Si.psf"));
        assertThat(failure(engine, RUNS.get(2)))
                .hasMessageContaining("SIESTA needs a pseudopotential of Si")
                .hasMessageContaining("http://www.pseudo-dojo.org");
    }

    @Test
    void aProgramOfAnotherKindIsRefused() throws Exception {
        Recorded run = RUNS.get(0);
        Engine engine = played(run, directory);
        Files.writeString(directory.resolve("says"), "GNU bash\n");
        assertThat(failure(engine, run)).hasMessageContaining("is no ABINIT");
    }

    @Test
    void anUnconvergedFieldIsAResultOfTheStudy() throws Exception {
        Recorded run = RUNS.get(1);
        Engine engine = played(run, directory);
        Files.writeString(
                directory.resolve("after"),
                "sed -i 's/convergence has been achieved/convergence NOT achieved/' stdout\n");
        assertThat(failure(engine, run))
                .isInstanceOf(NotConverged.class)
                .hasMessageContaining("Si: Quantum ESPRESSO did not converge in 7 iterations");
    }

    @Test
    void aProgramThatStopsIsACrashWithItsLastWords() throws Exception {
        Recorded run = RUNS.get(0);
        Engine engine = played(run, directory);
        Files.writeString(
                directory.resolve("after"), "rm x.abo; echo 'out of cheese' >stdout; exit 3\n");
        assertThat(failure(engine, run)).hasMessageContaining("ABINIT ended with status");
    }

    private static TaskFailure failure(Engine engine, Recorded run) {
        return catchThrowableOfType(
                TaskFailure.class,
                () -> {
                    try (Prepared prepared = prepared(engine, run)) {
                        prepared.solve(Functionals.named("PBE"), Optional.empty(), Watch.SILENT);
                    }
                });
    }

    private static Prepared prepared(Engine engine, Recorded run) throws TaskFailure {
        return engine.prepare(
                run.structure(),
                PlainSettings.of(engine, new LinkedHashMap<>(run.settings())),
                new Resources(1, InputFiles.NONE));
    }

    /** An engine whose program plays a recorded run back. */
    private static Engine played(Recorded run, Path place) throws IOException {
        try (InputStream in =
                RecordedProgramsTest.class.getResourceAsStream(
                        "/xcflow/foreign/recorded/" + run.engine() + ".tar.gz")) {
            Files.copy(in, place.resolve("run.tar.gz"));
        }
        Files.writeString(place.resolve("says"), run.says() + "\n");
        Files.writeString(place.resolve("after"), "");
        Files.createDirectory(place.resolve("ps"));
        Files.writeString(place.resolve("ps").resolve("Si.psf"), PSEUDOPOTENTIAL);
        String script =
                """
                #!/bin/sh
                here=%s
                if [ ! -f %s ]; then cat $here/says; exit 0; fi
                if [ "${0##*/}" = pp.x ]; then exit 0; fi
                cp %s $here/written
                gzip -dc $here/run.tar.gz | tar xf -
                cp %s $here/recorded
                . $here/after
                cat stdout
                """
                        .replace("%s", "@@")
                        .replaceFirst("@@", place.toString())
                        .replace("@@", run.input());
        for (String file : run.files()) {
            Files.writeString(place.resolve(file), script);
            assertThat(place.resolve(file).toFile().setExecutable(true)).isTrue();
        }
        Path engines = Files.createDirectory(place.resolve("engines"));
        Files.writeString(
                engines.resolve("one.yaml"),
                "engine: "
                        + run.engine()
                        + "\nprogram: {executable: "
                        + place.resolve(run.files().get(0))
                        + "}\nenvironment: {SIESTA_PS_PATH: "
                        + place.resolve("ps")
                        + "}\n");
        return new ForeignEngine(
                Descriptors.read(List.of(engines)).usable().get(run.engine()), place);
    }
}

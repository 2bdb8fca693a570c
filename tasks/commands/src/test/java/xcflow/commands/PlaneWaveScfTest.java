package xcflow.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PlaneWaveScfTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void solvesACrystalOfTheLibrary() {
        assertThat(
                        run(
                                "--crystal",
                                "Si",
                                "--cutoff",
                                "8",
                                "--kpoints",
                                "2x2x2",
                                "--shift",
                                "0.5,0.5,0.5",
                                "--json"))
                .isZero();
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.get("engine").asString()).isEqualTo("planewave");
        assertThat(json.get("converged").asBoolean()).isTrue();
        assertThat(json.get("irreducible-kpoints").asInt()).isEqualTo(2);
        double sum = 0;
        for (JsonNode part : json.get("components")) {
            sum += part.asDouble();
        }
        assertThat(json.get("energy").asDouble()).isCloseTo(sum, within(1e-12));
        assertThat(json.get("energy").asDouble()).isCloseTo(-7.85, within(0.05));
    }

    @Test
    void optionsThatWouldBeIgnoredAreRefused() {
        assertThat(run("--crystal", "Si", "--pseudopotential", "C=C-q4")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no C among the atoms, which are of Si");
        assertThat(run("--crystal", "Si", "--pseudopotential", "Si=C-q4")).isEqualTo(2);
        assertThat(err.toString()).contains("'C-q4' is not a GTH pseudopotential of Si");
        assertThat(run("--crystal", "Si", "--box", "20")).isEqualTo(2);
        assertThat(err.toString()).contains("--box has no meaning for a crystal");
        for (String option : List.of("--kpoints=2x2x2", "--shift=0.5,0.5,0.5")) {
            assertThat(run("--engine", "planewave", "--molecule", "H2", option)).isEqualTo(2);
            assertThat(err.toString()).contains("has no meaning for a molecule in a box");
        }
        assertThat(run("--crystal", "Si", "--smearing", "none:0.01")).isEqualTo(2);
        assertThat(err.toString()).contains("without smearing there is no width");
    }

    @Test
    void pseudopotentialsOfTheUserGiveTheEnergyOfTheSameBundledOnes(@TempDir Path directory)
            throws Exception {
        Path file = directory.resolve("si.gth");
        Files.writeString(
                file,
                """
                Si GTH-PADE-q4
                  2 2
                  0.44 1 -7.33610297
                  2
                  0.42273813 2 5.90692831 -1.26189397
                             3.25819622
                  0.48427842 1 2.72701346
                """);
        String[] common = {"--crystal=Si", "--functional=LDA", "--cutoff=8", "--kpoints=1x1x1"};
        double[] energies = new double[2];
        String[] choices = {"--pseudopotential-set=gth-lda", "--pseudopotential=Si=" + file};
        for (int i = 0; i < 2; i++) {
            out.getBuffer().setLength(0);
            List<String> words = new ArrayList<>(List.of(common));
            words.addAll(List.of(choices[i], "--json"));
            assertThat(run(words.toArray(String[]::new))).isZero();
            JsonNode json = JsonMapper.shared().readTree(out.toString());
            energies[i] = json.get("energy").asDouble();
            assertThat(json.get("pseudopotentials").get(0).asString())
                    .isEqualTo(i == 0 ? "Si-GTH-LDA-q4" : "Si-GTH-PADE-q4");
        }
        assertThat(energies[1]).isEqualTo(energies[0]);
    }

    @Test
    void pseudopotentialsThatCannotBeReadAreRefusedWithTheirPlace(@TempDir Path directory)
            throws Exception {
        Path file = directory.resolve("si.gth");
        Files.writeString(file, "Si GTH-q4\n 2 2\n 0.44 1 minus7\n");
        assertThat(run("--crystal=Si", "--pseudopotential=Si=" + file)).isEqualTo(2);
        assertThat(err.toString()).contains("si.gth:3:9: 'minus7' is not a local coefficient");
        assertThat(run("--crystal=Si", "--pseudopotential=Si=" + file + "x")).isEqualTo(2);
        assertThat(err.toString()).contains("there is no such file");
        assertThat(run("--crystal=Si", "--pseudopotential-set=gth-pw")).isEqualTo(2);
        assertThat(err.toString()).contains("there are gth-pbe, gth-lda, gth-blyp");
    }

    @Test
    void ionsInABoxAreCalculatedAndTheirImagesTold() {
        double[] energies = new double[2];
        double[] sides = {14, 18};
        for (int i = 0; i < 2; i++) {
            out.getBuffer().setLength(0);
            String[] ion = {
                "--engine=planewave",
                "--molecule=He 0 0 0",
                "--charge=1",
                "--cutoff=10",
                "--box=" + sides[i],
                "--json"
            };
            assertThat(run(ion)).isZero();
            energies[i] = JsonMapper.shared().readTree(out.toString()).get("energy").asDouble();
        }
        assertThat(err.toString()).contains("charged-cell").doesNotContain("box-below");
        double madelung = 2.837297 / 2 * (1 / sides[0] - 1 / sides[1]);
        assertThat(energies[1] - energies[0]).isCloseTo(madelung, within(2e-3));
    }

    @Test
    void aBoxThatIsSmallIsTold() {
        String[] small = {"--engine=planewave", "--molecule=H2", "--cutoff=10", "--box=9"};
        assertThat(run(small)).isZero();
        assertThat(err.toString()).contains("box-below-recommended");
        err.getBuffer().setLength(0);
        String[] large = {"--engine=planewave", "--molecule=He", "--cutoff=10"};
        assertThat(run(large)).isZero();
        assertThat(err.toString()).doesNotContain("box-below").doesNotContain("charged");
    }

    @Test
    void coarseSettingsForAFileAreToldAsForTheLibrary(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("POSCAR");
        Files.writeString(
                file,
                """
                silicon
                5.43
                0 0.5 0.5
                0.5 0 0.5
                0.5 0.5 0
                Si
                2
                Direct
                0 0 0
                0.25 0.25 0.25
                """);
        String[] coarse = {"--crystal", file.toString(), "--cutoff", "14", "--kpoints", "2x2x2"};
        assertThat(run(coarse)).isZero();
        assertThat(err.toString())
                .contains("cutoff-below-recommended")
                .contains("below the 22.00 Ha recommended for")
                .contains("kpoints-below-recommended");
        err.getBuffer().setLength(0);
        assertThat(run("--crystal", file.toString(), "--cutoff", "22", "--moment", "0")).isZero();
        assertThat(err.toString()).doesNotContain("recommended");
    }

    @Test
    void filesThatAreNoDensityAreUnusable(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("start");
        Files.writeString(file, "no density at all");
        assertThat(run("--crystal", "Si", "--start", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--start " + file + ": ");
        assertThat(run("--molecule", "He", "--start", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("--start " + file + ": this is not the file of");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-20", "NaN", "Infinity", "3"})
    void boxesInWhichAMoleculeTouchesItsImagesAreRefused(String side) {
        String[] arguments = {
            "--engine", "planewave", "--molecule", "H2", "--cutoff", "8", "--box", side
        };
        assertThat(run(arguments)).isEqualTo(2);
        assertThat(err.toString()).contains("H2 needs a larger box");
    }

    @Test
    void readsPoscarFilesAndTreatsSpin(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("POSCAR");
        Files.writeString(
                file,
                """
                lithium
                1.0
                -1.72 1.72 1.72
                1.72 -1.72 1.72
                1.72 1.72 -1.72
                Li
                1
                Direct
                0 0 0
                """);
        assertThat(
                        run(
                                "--crystal",
                                file.toString(),
                                "--cutoff",
                                "10",
                                "--kpoints",
                                "2x2x2",
                                "--smearing",
                                "gaussian:0.02",
                                "--moment",
                                "1",
                                "--json"))
                .isZero();
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.get("moment").asDouble()).isCloseTo(1, within(1e-6));
        assertThat(json.get("fermi-levels")).hasSize(2);
    }

    @Test
    void putsMoleculesInABoxAndRestartsFromAFile(@TempDir Path directory) {
        String file = directory.resolve("h2.density").toString();
        String[] first = {
            "--engine",
            "planewave",
            "--molecule",
            "H 0 0 0; H 0 0 0.74",
            "--box",
            "8",
            "--cutoff",
            "12",
            "--save",
            file,
            "--json"
        };
        assertThat(run(first)).isZero();
        JsonNode one = JsonMapper.shared().readTree(out.toString());
        out.getBuffer().setLength(0);
        first[8] = "--start";
        assertThat(run(first)).isZero();
        JsonNode two = JsonMapper.shared().readTree(out.toString());
        assertThat(two.get("iterations").asInt()).isLessThan(one.get("iterations").asInt());
        assertThat(two.get("energy").asDouble())
                .isCloseTo(one.get("energy").asDouble(), within(1e-7));
    }

    @Test
    void refusesUnusableInputWithASentence() {
        assertThat(run("--crystal", "Sj")).isEqualTo(2);
        assertThat(err.toString()).contains("no crystal is called 'Sj'");
        err.getBuffer().setLength(0);
        assertThat(run("--crystal", "Si", "--kpoints", "0x2x2")).isEqualTo(2);
        assertThat(err.toString()).contains("at least 1");
        err.getBuffer().setLength(0);
        assertThat(run("--crystal", "Al", "--smearing", "none")).isEqualTo(2);
        assertThat(err.toString()).contains("treat spin");
    }

    @Test
    void symmetryIsAChoice(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("POSCAR");
        Files.writeString(
                file,
                """
                silicon, its second atom moved by 5e-5 angstrom
                1.0
                0 2.715 2.715
                2.715 0 2.715
                2.715 2.715 0
                Si
                2
                Cartesian
                0 0 0
                1.35755 1.3575 1.3575
                """);
        int few = irreducible(file, "--symmetry-tolerance", "1e-4");
        int some = irreducible(file);
        int all = irreducible(file, "--no-symmetry");
        assertThat(new int[] {few, some, all}).containsExactly(4, 8, 14);
        assertThat(
                        run(
                                "--crystal",
                                file.toString(),
                                "--no-symmetry",
                                "--symmetry-tolerance",
                                "1e-4"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("give one of them");
        assertThat(run("--crystal", file.toString(), "--symmetry-tolerance", "0.5")).isEqualTo(2);
        assertThat(err.toString()).contains("up to 0.01");
    }

    private int irreducible(Path file, String... more) {
        out.getBuffer().setLength(0);
        List<String> arguments = new ArrayList<>(List.of("--crystal", file.toString()));
        arguments.addAll(List.of("--cutoff", "8", "--kpoints", "3x3x3", "--json"));
        arguments.addAll(List.of(more));
        assertThat(run(arguments.toArray(String[]::new))).isZero();
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.get("band-gap").asDouble()).isBetween(0.02, 0.03);
        boolean moved = json.get("warnings").toString().contains("structure-symmetrised");
        assertThat(moved).isEqualTo(more.length == 2);
        return json.get("irreducible-kpoints").asInt();
    }

    private int run(String... arguments) {
        CommandLine line = new CommandLine(new ScfCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }
}

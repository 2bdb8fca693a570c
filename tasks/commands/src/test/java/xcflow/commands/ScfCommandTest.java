package xcflow.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.engine.Engine;
import xcflow.engine.Engines;
import xcflow.engine.InputFiles;
import xcflow.engine.PlainSettings;
import xcflow.engine.Resources;
import xcflow.engine.Watch;
import xcflow.experiments.input.NamedMolecule;
import xcflow.functional.Functionals;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.DataSetFile;
import xcflow.structure.molecule.Molecules;

class ScfCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void printsOneJsonObject() {
        assertThat(run("--molecule", "H 0 0 0; H 0 0 0.7414", "--grid", "4", "--json")).isZero();
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.get("engine").asString()).isEqualTo("gaussian");
        assertThat(json.get("converged").asBoolean()).isTrue();
        assertThat(json.get("iterations").asInt()).isPositive();
        assertThat(json.get("seconds").asDouble()).isPositive();
        assertThat(json.get("formula").asString()).isEqualTo("H2");
        assertThat(json.get("basis").asString()).isEqualTo("def2-svp");
        double sum = 0;
        for (JsonNode part : json.get("components")) {
            sum += part.asDouble();
        }
        assertThat(json.get("energy").asDouble()).isCloseTo(sum, within(1e-12));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void suggestsATestOfStabilityForOpenShellsAlone() {
        run("--molecule", "H");
        assertThat(out.toString()).containsPattern("stability +not tested; 'stability: check'");
        out.getBuffer().setLength(0);
        run("--molecule", "He");
        assertThat(out.toString()).doesNotContain("stability");
    }

    @Test
    void saysThatASolutionIsAMinimumWhereThatIsTested() {
        run("--molecule", "H", "--stability", "check");
        assertThat(out.toString()).containsPattern("stability +minimum");
    }

    @Test
    void tellsTheEnergyOfPartOfAnElectron() {
        assertThat(run("--molecule", "H", "--electrons", "0.5,0", "--json")).isZero();
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.get("energy").asDouble()).isCloseTo(-0.3027050694, within(1e-6));
        assertThat(json.get("filled-electrons").get(0).asDouble()).isEqualTo(0.5);
    }

    @Test
    void tellsTheFreeEnergyOfSmearing() {
        assertThat(run("--molecule", "H", "--fermi-smearing", "0.05", "--json")).isZero();
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        double entropyTerm = json.get("components").get("entropy-term").asDouble();
        assertThat(entropyTerm).isNegative();
        assertThat(json.get("extrapolated-energy").asDouble())
                .isCloseTo(json.get("energy").asDouble() - 0.5 * entropyTerm, within(1e-12));
    }

    @Test
    void refusesDispersionOfAFunctionalWithoutParameters() {
        assertThat(run("--molecule", "He", "--functional", "PW91", "--dispersion", "d3bj"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("no published D3(BJ) parameters of PW91");
    }

    @Test
    void refusesDispersionOfACrystal() {
        assertThat(run("--crystal", "Si", "--dispersion", "d3bj")).isEqualTo(2);
        assertThat(err.toString()).contains("--dispersion has no meaning for a crystal");
    }

    @Test
    void tellsPeopleOfEachIterationAndThenTheEnergies() {
        assertThat(run("--molecule", "He", "--functional", "SPW92", "--threads", "1")).isZero();
        assertThat(err.toString()).contains("gradient");
        assertThat(out.toString()).contains("total energy").contains("converged");
    }

    @Test
    void fitsExchangeWhenAsked() {
        String[] hybrid = {"--molecule", "H2", "--functional", "PBE0", "--grid", "1", "--json"};
        assertThat(run(hybrid)).isZero();
        double exact = JsonMapper.shared().readTree(out.toString()).get("energy").asDouble();
        out.getBuffer().setLength(0);
        List<String> fitted = new ArrayList<>(List.of(hybrid));
        fitted.addAll(List.of("--exchange", "fitted"));
        assertThat(run(fitted.toArray(String[]::new))).isZero();
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.get("exchange").asString()).isEqualTo("fitted");
        assertThat(Math.abs(json.get("energy").asDouble() - exact)).isBetween(1e-9, 1e-4);
    }

    @Test
    void refusesAnotherExchangeThanExactAndFitted() {
        assertThat(run("--molecule", "H2", "--exchange", "half")).isEqualTo(2);
        assertThat(err.toString()).contains("exchange is exact or fitted, not half");
    }

    @Test
    void givesForcesWhenAsked() {
        assertThat(run("--molecule", "H 0 0 0; H 0 0 0.8", "--forces", "--json")).isZero();
        JsonNode forces = JsonMapper.shared().readTree(out.toString()).get("forces");
        assertThat(forces).hasSize(2);
        assertThat(forces.get(0).get(2).asDouble())
                .isPositive()
                .isCloseTo(-forces.get(1).get(2).asDouble(), within(1e-9));
    }

    @Test
    void atomsOfACrystalAtTheirPlacesFeelNoForce() {
        assertThat(run("--crystal", "Si", "--forces", "--json")).isZero();
        JsonNode forces = JsonMapper.shared().readTree(out.toString()).get("forces");
        assertThat(forces).hasSize(2);
        for (JsonNode force : forces) {
            for (JsonNode component : force) {
                assertThat(component.asDouble()).isCloseTo(0, within(1e-6));
            }
        }
    }

    @Test
    void startsFromADensityThatItSaved(@TempDir Path directory) {
        Path file = directory.resolve("he.density");
        assertThat(run("--molecule", "He", "--save", file.toString(), "--json")).isZero();
        JsonNode first = JsonMapper.shared().readTree(out.toString());
        assertThat(Files.exists(file)).isTrue();
        out.getBuffer().setLength(0);
        assertThat(run("--molecule", "He", "--start", file.toString(), "--json")).isZero();
        JsonNode second = JsonMapper.shared().readTree(out.toString());
        // The density is a guess; a second one, of orbitals, confirms it.
        assertThat(second.get("iterations").asInt()).isEqualTo(2);
        assertThat(second.get("energy").asDouble())
                .isCloseTo(first.get("energy").asDouble(), within(1e-10));
    }

    @Test
    void refusesWhatItCannotUseWithASentence() {
        assertThat(run("--molecule", "H2O", "--unpaired", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("10 electrons, which cannot leave 1 unpaired");
        assertThat(run("--molecule", "He", "--basis", "nonsense")).isEqualTo(2);
        assertThat(err.toString()).contains("no basis set 'nonsense'");
        assertThat(run("--molecule", "He", "--functional", "PBEE")).isEqualTo(2);
        assertThat(run("--molecule", "He", "--grid", "11")).isEqualTo(2);
        assertThat(err.toString()).contains("the grid level must be 0 to 9, not 11");
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("what is to be calculated?");
    }

    @Test
    void aFractionalChargeIsRefusedInASentence() {
        assertThat(run("--molecule", "H2O", "--charge", "0.5")).isEqualTo(2);
        assertThat(err.toString())
                .contains("'0.5' is not a whole number: molecules have whole numbers of electrons");
    }

    @Test
    void anotherChargeAloneTakesTheLowestSpin() {
        assertThat(run("--molecule", "Li", "--charge", "1", "--basis", "sto-3g", "--json"))
                .isZero();
        assertThat(JsonMapper.shared().readTree(out.toString()).get("unpaired").asInt()).isZero();
    }

    @Test
    void anOptionOfTheOtherEngineIsNotIgnored() {
        assertThat(run("--molecule", "H2", "--cutoff", "8")).isEqualTo(2);
        assertThat(err.toString()).contains("--cutoff has no meaning for a molecule");
        assertThat(run("--molecule", "H2", "--crystal", "Si")).isEqualTo(2);
        assertThat(err.toString()).contains("--crystal has no meaning for a molecule");
        assertThat(run("--crystal", "Si", "--charge", "1")).isEqualTo(2);
        assertThat(err.toString()).contains("--charge has no meaning for a crystal");
    }

    /** Trained on the density of hydrogen, it extrapolates in argon but not in hydrogen. */
    @Test
    void aCloneIsDoubtedWhereItWasNotTrained(@TempDir Path directory) throws Exception {
        Path data = directory.resolve("h2.npz");
        try (var file = Files.newOutputStream(data)) {
            DataSetFile.write(density("H2"), file);
        }
        String output = directory.resolve("clone").toString();
        var training =
                new CommandLine(new TrainCommand())
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err));
        assertThat(
                        training.execute(
                                "--dataset=" + data,
                                "--width=4",
                                "--depth=1",
                                "--iterations=4",
                                "--name=light",
                                "--output=" + output))
                .isZero();
        String clone = directory.resolve("clone/light.xcf").toString();
        assertThat(warnings("--molecule", "Ar", "--functional", clone))
                .singleElement()
                .satisfies(
                        warning -> {
                            assertThat(warning.get("code").asString()).isEqualTo("extrapolated");
                            assertThat(warning.get("text").asString())
                                    .startsWith("Ar: ")
                                    .contains("% of the electrons are where light was not trained");
                        });
        assertThat(warnings("--molecule", "H2", "--functional", clone)).isEmpty();
        assertThat(warnings("--molecule", "Ar", "--functional", "PBE")).isEmpty();
    }

    private static DataSet density(String molecule) throws Exception {
        Engine engine = Engines.named("gaussian");
        var settings = PlainSettings.of(engine, Map.of("grid-level", 2));
        var named = new NamedMolecule(molecule, Molecules.named(molecule));
        var resources = new Resources(1, InputFiles.NONE);
        try (var prepared = engine.prepare(named.structure(), settings, resources)) {
            return prepared.solve(Functionals.named("PBE"), Optional.empty(), Watch.SILENT)
                    .sample();
        }
    }

    private List<JsonNode> warnings(String... arguments) {
        out.getBuffer().setLength(0);
        var all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--grid", "2", "--json"));
        assertThat(run(all.toArray(String[]::new))).isZero();
        JsonNode warnings = JsonMapper.shared().readTree(out.toString()).path("warnings");
        return warnings.valueStream().toList();
    }

    @Test
    void failsWithExitCodeOneWhenItDoesNotConverge() {
        assertThat(run("--molecule", "LiH", "--max-iterations", "1", "--json")).isEqualTo(1);
        JsonNode json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.get("converged").asBoolean()).isFalse();
        assertThat(json.get("message").asString()).contains("did not converge in 3 attempts");
    }

    private int run(String... arguments) {
        CommandLine line = new CommandLine(new ScfCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(arguments);
    }
}

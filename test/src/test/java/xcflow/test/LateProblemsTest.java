package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be known to fail is found by {@code validate}, all of it, each at its place. */
class LateProblemsTest {
    @TempDir private Path directory;

    private String validate(String text) throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        Path file = xcflow.file("late.yaml", text);
        CommandLine.Result result = xcflow.run("validate", file.toString());
        assertThat(result.status()).isEqualTo(result.err().isEmpty() ? 0 : 2);
        return result.err().replace(file + ":", "").strip();
    }

    private static String single(String task, String with) {
        return "steps:\n  a: {uses: " + task + ", with: " + with + "}\n";
    }

    @Test
    void molecules() throws Exception {
        new CommandLine(directory).file("cut.xyz", "2\nwater\nO 0 0 0\n");
        assertThat(
                        validate(
                                single(
                                        "single-point",
                                        "{molecules: [H2O, Watter, {file: cut.xyz}, water.xyz]}")))
                .contains(
                        "2:51: there is no molecule named 'Watter'",
                        "2:59: ",
                        "2:76: write the XYZ file water.xyz as {file: water.xyz}");
        assertThat(validate(single("single-point", "{molecules: [{file: nowhere.xyz}]}")))
                .isEqualTo("2:46: molecules[0]: there is no file 'nowhere.xyz'");
        assertThat(validate(single("single-point", "{molecules: ['O 0 0 0; H 0 0']}")))
                .startsWith("2:46: ");
    }

    @Test
    void functionalsThatATaskOrItsEngineCannotUse() throws Exception {
        assertThat(
                        validate(
                                single(
                                        "single-point",
                                        "{crystals: [Si], functional: PBE0, engine: planewave}")))
                .startsWith("2:62: PBE0 needs exact exchange")
                .contains("engine planewave does not compute");
        for (String task : new String[] {"single-point", "sample-descriptors"}) {
            assertThat(
                            validate(
                                    single(
                                            task,
                                            "{molecules: [H], functional: B3LYP, engine: planewave}")))
                    .contains("B3LYP needs exact exchange");
            assertThat(validate(single(task, "{molecules: [H], functional: B3LYP}"))).isEmpty();
        }
        assertThat(validate(single("equation-of-state", "{crystal: Si, functional: PBE0}")))
                .contains("PBE0 needs exact exchange");
        assertThat(validate(single("clone", "{name: x, model-densities: [H], reference: HF}")))
                .contains("HF cannot be cloned: all of its exchange is exact");
        assertThat(validate(single("clone", "{name: x, model-densities: [H], reference: r2SCAN}")))
                .contains("r2SCAN depends on the kinetic energy density, which model densities do");
        assertThat(
                        validate(
                                single(
                                        "clone",
                                        "{name: x, model-densities: [H],"
                                                + " descriptors: {exchange: spin-gradients}}")))
                .contains("the descriptors 'spin-gradients' are those of two spins");
        assertThat(validate(single("fine-tune", "{name: x, train: [H2], functional: PBE}")))
                .contains("PBE cannot be fine-tuned: it is not neural");
    }

    @Test
    void setsAndWatchedDensitiesOfAFineTuning() throws Exception {
        String start = "{name: x, train: [H2], functional: PBE, ";
        String target = "{name: b, set: BH76, energy: 9.7, purpose: train, coefficients: {";
        assertThat(validate(single("fine-tune", start + "targets: [" + target + "BH76.h3: 1}}]}")))
                .contains("there is no molecule named 'BH76.h3'")
                .containsPattern("2:\\d+: ");
        assertThat(
                        validate(
                                single(
                                        "fine-tune",
                                        start
                                                + "weights: {BH76: -1}, targets: ["
                                                + target
                                                + "BH76.h: 1}}]}")))
                .contains("the weight of BH76 is less than 0")
                .containsPattern("2:\\d+: ");
        assertThat(validate(single("fine-tune", start + "weights: {BH76: 2}}")))
                .contains("weights belong to sets of targets that have a purpose");
        assertThat(
                        validate(
                                single(
                                        "fine-tune",
                                        start
                                                + "densities: {molecules: [H2Oo], functional:"
                                                + " PBE00}}")))
                .contains("there is no molecule named 'H2Oo'")
                .contains("PBE00");
    }

    @Test
    void bundledSets() throws Exception {
        assertThat(validate(single("molecule-set", "{sets: [S66]}")))
                .contains("no set 'S66' is bundled, only BH76")
                .containsPattern("2:\\d+: ");
        assertThat(validate(single("molecule-set", "{sets: [BH76], reactions: [hclht]}")))
                .contains("the set BH76 has no reaction 'hclht'")
                .contains("near is hclhts");
        assertThat(validate(single("molecule-set", "{sets: [BH76], reactions: [hclhts]}")))
                .isEmpty();
    }

    @Test
    void namesThatMeanSomethingElse() throws Exception {
        for (String name : new String[] {"''", "../x", "a@1", "-o"}) {
            String with = "{name: " + name + ", model-densities: [H], reference: PBE}";
            assertThat(validate(single("clone", with))).contains("cannot be called");
        }
    }

    @Test
    void functionalsMadeElsewhere() throws Exception {
        var xcflow = new CommandLine(directory);
        xcflow.file("some.xcf", "not a functional");
        xcflow.file("w.npz", "no weights");
        xcflow.file(
                "good.json",
                """
                {"format": "xcflow foreign functional", "version": 1, "name": "mine",
                 "exchange": {"inputs": ["logarithmic-gradient"], "width": 2, "depth": 1,
                              "activation": "gelu", "response": "logistic", "limit": 1.8},
                 "correlation": {"inputs": ["logarithmic-gradient"], "width": 2, "depth": 1,
                                 "activation": "gelu", "response": "logistic", "limit": 2}}
                """);
        assertThat(validate(single("import-functional", "{file: some.xcf}")))
                .contains("some.xcf: the description of the functional is unusable");
        assertThat(validate(single("import-functional", "{file: good.json, weights: w.npz}")))
                .contains("w.npz: ");
    }

    @Test
    void functionals() throws Exception {
        new CommandLine(directory).file("some.xcf", "not a functional");
        assertThat(validate(single("single-point", "{molecules: [H], functional: BLPY}")))
                .startsWith("2:62: There is no functional called \"BLPY\".");
        assertThat(
                        validate(
                                single(
                                        "single-point",
                                        "{molecules: [H], functional: {file: some.xcf}}")))
                .startsWith("2:62: ");
        assertThat(
                        validate(
                                single(
                                        "scf-validate",
                                        "{molecules: [H2], functional: PBE, reference: PEB}")))
                .startsWith("2:79: There is no functional called \"PEB\".");
    }

    @Test
    void basisSets() throws Exception {
        assertThat(validate(single("single-point", "{molecules: [H], basis: def2-svpp}")))
                .startsWith("2:57: there is no basis set 'def2-svpp'");
        assertThat(validate(single("correlated-energies", "{molecules: [H], basis: cc-pvxz}")))
                .startsWith("2:64: there is no basis set 'cc-pvxz'");
    }

    @Test
    void crystals() throws Exception {
        assertThat(validate(single("single-point", "{crystals: [Si, Sii], engine: planewave}")))
                .startsWith("2:49: no crystal is called 'Sii'");
        assertThat(validate(single("single-point", "{crystals: [Si]}")))
                .startsWith("2:44: crystals need 'engine: ")
                .contains("'planewave'");
        assertThat(validate(single("equation-of-state", "{crystal: Sii}")))
                .startsWith("2:48: no crystal is called 'Sii'");
    }

    @Test
    void emptyLists() throws Exception {
        assertThat(validate(single("single-point", "{}")))
                .endsWith("there is neither a molecule nor a crystal");
        assertThat(validate(single("scf-validate", "{functional: PBE, molecules: []}")))
                .startsWith("2:62: molecules: has 0 elements");
    }

    @Test
    void reactionsAndDataSets() throws Exception {
        new CommandLine(directory).file("some.npz", "not a zip");
        assertThat(
                        validate(
                                single(
                                        "scf-validate",
                                        "{functional: PBE, molecules: [H2O], reactions: ['A = B']}")))
                .startsWith("2:81: 'A = B' is not a reaction");
        assertThat(validate(single("clone", "{name: x, dataset: some.npz, model-densities: [Xx]}")))
                .contains("2:45: this is not a data set", "2:73: ");
    }

    @Test
    void constantsOfTheMatrix() throws Exception {
        assertThat(
                        validate(
                                """
                                steps:
                                  a:
                                    uses: single-point
                                    matrix: {f: [PBE, BLPY], m: [[H2O], [CO, Xq]], level: [3, 30]}
                                    with: {molecules: "${{ matrix.m }}", functional: "${{ matrix.f }}", grid-level: "${{ matrix.level }}"}
                                """))
                .contains(
                        "4:23: There is no functional called \"BLPY\"",
                        "4:46: there is no molecule named 'Xq'",
                        "4:63: grid-level: 30 is out of range");
    }

    @Test
    void columnsOfRows() throws Exception {
        assertThat(
                        validate(
                                """
                                steps:
                                  a:
                                    uses: single-point
                                    matrix: {f: [PBE, BLYP]}
                                    with: {molecules: [H], functional: "${{ matrix.f }}"}
                                  b:
                                    uses: statistics
                                    with:
                                      rows: ${{ steps.a }}
                                      by: {f: matrix.f, g: matrx.f}
                                      of: {e: energyes}
                                """))
                .contains("10:28: the rows have no 'matrx'; they have energies,")
                .contains("11:15: the rows have no 'energyes'");
    }

    @Test
    void whatDependsOnParametersOnly() throws Exception {
        String text =
                """
                parameters:
                  f: {type: list, default: [PBE, BLPY]}
                  m: {type: string, default: Watter}
                  go: {type: bool, default: false}
                steps:
                  a:
                    uses: single-point
                    matrix: {f: "${{ parameters.f }}"}
                    with: {molecules: [H2O, "${{ parameters.m }}"], functional: "${{ matrix.f }}"}
                  b:
                    uses: single-point
                    when: ${{ parameters.go }}
                    with: {molecules: ["${{ parameters.m }}"]}
                """;
        assertThat(validate(text))
                .contains(
                        "8:17: There is no functional called \"BLPY\"",
                        "9:29: there is no molecule named 'Watter'")
                .doesNotContain("13:");
        CommandLine xcflow = new CommandLine(directory);
        String file = directory.resolve("late.yaml").toString();
        assertThat(xcflow.run("run", file).status()).isEqualTo(2);
        assertThat(xcflow.run("runs", "--json").out()).contains("nothing has been run here yet");
        assertThat(xcflow.run("plan", file, "--set", "f=[PBE]", "--set", "m=H2O").status())
                .isZero();
        assertThat(xcflow.run("plan", file, "--set", "f=[PBE]", "--set", "m=Xx").err())
                .contains("9:29: there is no molecule named 'Xx'");
    }

    @Test
    void whatIsNotKnownYetIsLetPass() throws Exception {
        assertThat(
                        validate(
                                """
                                parameters: {f: {type: string}}
                                steps:
                                  a:
                                    uses: single-point
                                    with:
                                      molecules: [H2O, "${{ parameters.f }}"]
                                      functional: ${{ parameters.f }}
                                """))
                .isEmpty();
    }

    @Test
    void mergeKeysAreNotUnknown() throws Exception {
        assertThat(
                        validate(
                                """
                                steps:
                                  a: &base
                                    uses: shell
                                    with: {command: echo a}
                                  b:
                                    <<: *base
                                    needs: [a]
                                """))
                .isEmpty();
    }
}

package xcflow.gaussian.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.numerics.Element;
import xcflow.structure.molecule.Molecules;

/** Gaussian-94 files as programs and people write them. */
class Gaussian94Test {
    private static final Element HYDROGEN = Element.ofNumber(1);
    private static final Element CARBON = Element.ofNumber(6);
    private static final Element IODINE = Element.ofNumber(53);

    /** Of 6-31G. */
    private static final String PLAIN =
            """
            H     0
            S    3   1.00
                  0.1873113696D+02       0.3349460434D-01
                  0.2825394365D+01       0.2347269535D+00
                  0.6401216923D+00       0.8137573261D+00
            S    1   1.00
                  0.1612777588D+00       1.0000000
            ****
            C     0
            SP   1   1.00
                  0.1687144782D+00       0.1000000000D+01       0.1000000000D+01
            ****
            """;

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PLAIN",
                "****\nPLAIN\n\n",
                "! comment\n# another\nPLAIN",
                "6-31G basis\nPLAIN",
                "! by J. Müller\nPLAIN",
                "L-SHELLS",
                "INLINE",
                "CR",
                "PLAINH 0\n"
                        + "S 3 1.00\n"
                        + " 18.73113696 .03349460434\n"
                        + " 2.825394365 .2347269535\n"
                        + " .6401216923 .8137573261\n"
                        + "S 1\n"
                        + " .1612777588 1\n"
                        + "****\n"
            })
    void dialectsAreTheSameSet(String text) {
        String content =
                switch (text) {
                    case "L-SHELLS" -> PLAIN.replace("SP ", "L  ");
                    case "INLINE" ->
                            PLAIN.replace("00\n", "00 ! my note\n").replace("0\n", "0 # x\n");
                    case "CR" -> PLAIN.replace("\n", "\r");
                    default -> text.replace("PLAIN", PLAIN);
                };
        BasisSet expected = Gaussian94.parse("set", PLAIN);
        BasisSet found = Gaussian94.parse("set", content);
        for (Element element : List.of(HYDROGEN, CARBON)) {
            assertThat(
                            BasisSet.Contraction.same(
                                    found.contractions(element), expected.contractions(element)))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "H 0;S 1000000000 1.0;1 1;**** | set:2:3: '1000000000' is too large",
                "H 0;S 99999 1.0;1 1;**** | 99999 primitives are announced, 2 lines follow",
                "H 0;S 0 1.0;**** | at least one primitive",
                "H 0;S 2 1.0;1 1;**** | set:4:1: '****' is not an exponent",
                "H 0;S 1 1.0;1 1 1;**** | set:3:5: '1' is not expected here",
                "H 0;SP 1 1.0;1 1;**** | the line ends where a coefficient",
                "H 0;S 1 1.0;-1 1;**** | exponents must be positive",
                "H 0;S 1 1.0;NaN 1;**** | 'NaN' is not an exponent",
                "H 0;S 1 1.0;1 0;**** | all coefficients of a function are zero",
                "H 0;S 1.5 1.0;1 1;**** | is not the number of primitives",
                "H 0;S 1 1.0 2.0;1 1;**** | '2.0' is not expected after the scale",
                "H 0;S,1 1.0;1 1;**** | no shell type 'S,1'",
                "H 0;J 1 1.0;1 1;**** | no shell type 'J'",
                "H 1;S 1 1.0;1 1;**** | a block begins with 'SYMBOL 0', not with '1'",
                "H;S 1 1.0;1 1;**** | the line ends where 0 after the elements",
                "1 0;S 1 1.0;1 1;**** | a block begins with 'SYMBOL 0'",
                "Xx 0;S 1 1.0;1 1;**** | there is no element 'Xx'",
                "H 0;****; | there are no functions for H",
                "H 0;S 1 1;1 1;****;H 0;S 1 1;2 1;**** | H appears a second time with other"
                        + " functions",
                "title;second;H 0;S 1 1;1 1;**** | there is no element 'second'",
                "H 0;S 1 1;1 1;****;H 0;H-ECP 0 2;x;1;2 1 1; | H cannot lose 2 electrons",
                "I 0;I-ECP 7 28;x; | set:2:7: an angular momentum of 7 is not possible",
                "I 0;I-ECP 0 27;x; | set:2:9: a core of 27 electrons has no closed shells",
                "I 0;I-ECP 1 28;s-p potential;0; | set:3: the part for p is expected here",
                "I 0;I-ECP 0 28;x;5;2 1 1 | 5 terms are announced, 1 lines follow",
                "I 0;I-ECP 0 28;x;1;3 1 1 | set:5:1: powers of r are 0, 1 and 2",
                "I 0;I-ECP 0 28;x;1;2 -1 1 | set:5:3: exponents must be positive",
                "I 0;I-ECP 0 28;x;1;2 1 1 0.5 | set:5:7: this seems to be a spin-orbit potential",
                "I 0;I-ECP 0 28;x;0;I 0;I-ECP 0 46;x;0 | I has a second, different core potential"
            })
    void whatIsNotUnderstoodIsRefusedWithItsPlace(String text, String message) {
        assertThatThrownBy(() -> Gaussian94.parse("set", text.replace(';', '\n')))
                .isInstanceOf(BasisException.class)
                .hasMessageContaining(message);
    }

    @Test
    void severalElementsMayShareABlock() {
        BasisSet set = Gaussian94.parse("set", "H He 0\nS 1 2.0\n 1.0 1.0\n****\n");
        assertThat(set.contractions(Element.ofNumber(2)).get(0).exponents()).containsExactly(4);
    }

    @Test
    void aCorePotentialBelongsToItsElement() {
        BasisSet set = Gaussian94.parse("set", PLAIN + resource("iodine-ecp.gbs"));
        assertThat(set.potential(HYDROGEN)).isEmpty();
        CorePotential potential = set.potential(IODINE).orElseThrow();
        assertThat(potential.electrons()).isEqualTo(28);
        assertThat(potential.local()).hasSize(4);
        assertThat(potential.semilocal()).hasSize(3);
        assertThat(potential.local().get(0))
                .isEqualTo(new CorePotential.Term(2, 19.458609, -21.84204));
        assertThat(Basis.of(Molecules.inline("I 0 0 0"), set).valence().electrons()).isEqualTo(25);
    }

    @Test
    void def2HasPotentialsFromRubidiumToRadon() {
        for (String name : List.of("def2-svp", "def2-tzvp")) {
            BasisSet set = BasisSet.of(name);
            for (int number = 1; number <= 86; number++) {
                Element element = Element.ofNumber(number);
                int core =
                        number < 37
                                ? 0
                                : number < 55 || number > 57 && number < 72
                                        ? 28
                                        : number < 58 ? 46 : 60;
                assertThat(set.contractions(element)).isNotEmpty();
                assertThat(set.potential(element).map(CorePotential::electrons).orElse(0))
                        .isEqualTo(core);
                BasisSet alone = BasisSet.of(name, List.of(element));
                assertThat(alone.elements()).containsOnlyKeys(element);
                assertThat(alone.potential(element)).isEqualTo(set.potential(element));
            }
        }
    }

    @Test
    void coresConsistOfWholeShells() {
        assertThat(new CorePotential(28, List.of(), List.of()).electronsByMomentum())
                .containsExactly(6, 12, 10, 0);
        assertThat(new CorePotential(60, List.of(), List.of()).electronsByMomentum())
                .containsExactly(8, 18, 20, 14);
        assertThat(new CorePotential(54, List.of(), List.of()).electronsByMomentum())
                .containsExactly(10, 24, 20, 0);
        assertThat(new CorePotential(78, List.of(), List.of()).electronsByMomentum())
                .containsExactly(10, 24, 30, 14);
    }

    @Test
    void aSetWithoutItsCorePotentialIsRefused() {
        String whole = resource("iodine-ecp.gbs");
        String stripped = whole.substring(0, whole.indexOf("****") + 5);
        BasisSet set = Gaussian94.parse("stripped", stripped);
        assertThatThrownBy(() -> Basis.of(Molecules.inline("I 0 0 0"), set))
                .isInstanceOf(BasisException.class)
                .hasMessageContaining("stripped cannot hold the 1s electrons of I");
    }

    @Test
    void everyBundledSetHoldsTheCoresOfItsElements() {
        for (String name : BasisSet.BUNDLED) {
            BasisSet set = BasisSet.of(name);
            if (!name.contains("fit")) {
                set.elements().keySet().forEach(set::requireCore);
            }
        }
    }

    /** The best s Gaussian has −4/3π Ha at a proton, the best p Gaussian −16/45π Ha. */
    @Test
    void theEnergyOnTheBareNucleusIsThatOfTheVariationalPrinciple() {
        double best = 8 / (9 * Math.PI);
        var one = new BasisSet.Contraction(0, new double[] {best}, new double[] {1});
        assertThat(CoreFunctions.lowest(List.of(one), 1))
                .isCloseTo(-4 / (3 * Math.PI), within(1e-12));
        var p = new BasisSet.Contraction(1, new double[] {32 / (225 * Math.PI)}, new double[] {1});
        assertThat(CoreFunctions.lowest(List.of(p), 1))
                .isCloseTo(-16 / (45 * Math.PI), within(1e-12));
    }

    @Test
    void theFileMayBeInLatin1AndMustBeAFile() throws IOException {
        Path file = directory.resolve("mine.gbs");
        Files.write(file, ("! Müller\n" + PLAIN).getBytes(StandardCharsets.ISO_8859_1));
        assertThat(BasisSet.of(file.toString()).name()).isEqualTo("mine.gbs");
        assertThatThrownBy(() -> BasisSet.of(directory.toString()))
                .hasMessageContaining("is a directory");
        assertThatThrownBy(() -> BasisSet.of("")).hasMessageContaining("no basis set ''");
        assertThatThrownBy(() -> BasisSet.of("/")).hasMessageContaining("is a directory");
        assertThatThrownBy(() -> BasisSet.of("/dev/zero")).hasMessageContaining("pipe or device");
    }

    private static String resource(String name) {
        try (var in = Gaussian94Test.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

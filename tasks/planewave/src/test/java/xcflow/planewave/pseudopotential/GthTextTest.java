package xcflow.planewave.pseudopotential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import xcflow.numerics.Element;
import xcflow.numerics.text.TextException;
import xcflow.numerics.text.TextFile;

class GthTextTest {
    private static final String IRON =
            """
            # of an own fit
            Fe GTH-PADE-q8 GTH-LDA-q8
                2    0    6
                 0.61000000    0
                3
                 0.45448200    3     3.01664046    -1.00040646     0.79478164
                                                    2.58303836    -2.05211737
                                                                   3.25763534
                 0.63890282    2     1.49964199    -0.13812935
                                                    0.32687369
                 0.30873177    1    -9.14535371   ! the d shell
            """;
    private static final String HYDROGEN = "H GTH-PADE-q1\n 1\n 0.2 2 -4.18023680D0 .72507482\n";

    @Test
    void anIronOfCp2kIsTheBundledOne() {
        Gth read = of("Fe", IRON);
        Gth bundled = GthLibrary.bundled("gth-lda").named("Fe-q8");
        assertThat(read.name()).isEqualTo("Fe-GTH-PADE-q8");
        assertThat(read.functional()).isEmpty();
        assertThat(read.valence()).isEqualTo(8);
        assertThat(read.occupation()).isEqualTo(bundled.occupation());
        assertThat(read.radius()).isEqualTo(bundled.radius());
        assertThat(read.coefficients()).isEqualTo(bundled.coefficients());
        assertThat(read.channels()).isEqualTo(bundled.channels());
    }

    @Test
    void ofADataBaseTheOneOfTheElementIsTaken() {
        Gth hydrogen = of("H", IRON + "#\n" + HYDROGEN + "#\n" + IRON.replace("Fe ", "Co "));
        assertThat(hydrogen.coefficients()).containsExactly(-4.18023680, .72507482);
        assertThat(hydrogen.channels()).isEmpty();
    }

    @Test
    void angularMomentaWithoutProjectorsAreLeftOut() {
        assertThat(of("H", HYDROGEN + "2\n 0.2 0\n 0.3 1 5\n").channels())
                .containsExactly(new Gth.Channel(1, 0.3, List.of(List.of(5.0))));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatIsWrongIsSaidWithItsPlace(String text, String where, String what) {
        assertThatThrownBy(() -> of("Fe", text))
                .isInstanceOf(TextException.class)
                .hasMessageStartingWith(where)
                .hasMessageContaining(what);
    }

    static Stream<Arguments> broken() {
        return Stream.of(
                Arguments.of("", "fe.gth:1:", "an element and the name"),
                Arguments.of(IRON.replace("Fe GTH", "Xy GTH"), "fe.gth:2:1:", "'Xy' is not"),
                Arguments.of(IRON.replace("2    0    6", "2 0 6.0"), "fe.gth:3:", "whole number"),
                Arguments.of(IRON.replace("2    0    6", "2 0 60"), "fe.gth:3:", "two shells"),
                Arguments.of(IRON.replace("2    0    6", "0 0 0"), "fe.gth:3:", "between 1 and 26"),
                Arguments.of(IRON.replace("0.61000000    0", "-0.6 0"), "fe.gth:4:", "above zero"),
                Arguments.of(IRON.replace("0.61000000    0", "0.6 5"), "fe.gth:4:", "0 and 4"),
                Arguments.of(IRON.replace("0.61000000    0", "0.6 0 7"), "fe.gth:4:", "'7'"),
                Arguments.of(IRON.replace("0.45448200", "0,45448200"), "fe.gth:6:", "a point"),
                Arguments.of(IRON.replace("  3.25763534", ""), "fe.gth:9:", "'2' is not"),
                Arguments.of(IRON.replace("    3\n", "    4\n"), "fe.gth:12:", "l = 3"),
                Arguments.of(IRON + "NLCC 1\n", "fe.gth:12:1:", "core correction"),
                Arguments.of(IRON + "7\n", "fe.gth:12:1:", "'7' is not the symbol"),
                Arguments.of(HYDROGEN, "fe.gth has no pseudopotential of Fe", "H-GTH-PADE-q1"),
                Arguments.of(
                        IRON + IRON.replace("q8", "q16"),
                        "fe.gth has several pseudopotentials of Fe",
                        "Fe-GTH-PADE-q8, Fe-GTH-PADE-q16"));
    }

    private static Gth of(String symbol, String text) {
        return GthText.of(Element.ofSymbol(symbol).orElseThrow(), TextFile.of("fe.gth", text));
    }
}

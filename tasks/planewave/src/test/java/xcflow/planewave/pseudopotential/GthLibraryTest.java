package xcflow.planewave.pseudopotential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.numerics.Element;

class GthLibraryTest {

    @ParameterizedTest
    @CsvSource({"gth-pbe, 64", "gth-lda, 131", "gth-blyp, 63"})
    void pseudopotentialsAreNamedByTheElectronsThatTheyLeave(String set, int size) {
        GthLibrary library = GthLibrary.bundled(set);
        assertThat(library.names()).hasSize(size);
        for (String name : library.names()) {
            Gth gth = library.named(name);
            int shells = gth.occupation().stream().mapToInt(Integer::intValue).sum();
            assertThat(gth.valence()).as(name).isEqualTo(shells);
            assertThat(name).isEqualTo(gth.element().symbol() + "-q" + gth.valence());
            for (Gth.Channel channel : gth.channels()) {
                for (int i = 0; i < channel.size(); i++) {
                    for (int j = 0; j < i; j++) {
                        assertThat(channel.coupling().get(i).get(j))
                                .as(name)
                                .isEqualTo(channel.coupling().get(j).get(i));
                    }
                }
            }
        }
    }

    /** Table I of Hartwigsen, Goedecker and Hutter, Phys. Rev. B 58, 3641 (1998). */
    @Test
    void oxygenForTheLocalDensityApproximationIsThatOfTheTable() {
        Gth oxygen = GthLibrary.bundled("gth-lda").named("O-q6");
        assertThat(oxygen.radius()).isEqualTo(0.24762086);
        assertThat(oxygen.coefficients()).containsExactly(-16.58031797, 2.39570092);
        assertThat(oxygen.channels())
                .containsExactly(new Gth.Channel(0, 0.22178614, List.of(List.of(18.26691718))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"q8", "Fe-q8", "Fe-GTH-LDA-q8", "Fe-GTH-PADE-q8"})
    void namesInFullNameTheSet(String name) {
        Gth iron = GthLibrary.bundled("gth-lda").named(element("Fe"), name);
        assertThat(iron.name()).isEqualTo("Fe-GTH-LDA-q8");
        assertThat(iron.functional()).contains("LDA");
    }

    @Test
    void namesOfOtherSetsAreRefused() {
        assertThatThrownBy(
                        () -> GthLibrary.bundled("gth-lda").named(element("Si"), "Si-GTH-BLYP-q4"))
                .hasMessageContaining("made for LDA")
                .hasMessageContaining("Si-q4");
        assertThatThrownBy(() -> GthLibrary.bundled("gth-pw91")).hasMessageContaining("gth-blyp");
    }

    @Test
    void defaultsHaveTheElectronsOfTheUsualSetWherePossible() {
        GthLibrary lda = GthLibrary.bundled("gth-lda");
        for (String name : GthLibrary.pbe().names()) {
            Gth usual = GthLibrary.pbe().of(GthLibrary.pbe().named(name).element());
            if (lda.contains(usual.name())) {
                assertThat(lda.of(usual.element()).valence()).isEqualTo(usual.valence());
            }
        }
    }

    @Test
    void recommendedNamesThatASetLacksGiveWayToItsDefault() {
        Pseudopotentials blyp =
                new Pseudopotentials(GthLibrary.bundled("gth-blyp"), Map.of(), Map.of())
                        .or(Map.of("Na", "Na-q1", "Cl", "Cl-q7"));
        assertThat(blyp.of(element("Na")).name()).isEqualTo("Na-GTH-BLYP-q9");
        assertThat(blyp.of(element("Cl")).name()).isEqualTo("Cl-GTH-BLYP-q7");
    }

    private static Element element(String symbol) {
        return Element.ofSymbol(symbol).orElseThrow();
    }
}

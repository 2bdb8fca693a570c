package xcflow.experiments.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import xcflow.spi.TaskFailure;

class ReactionTest {

    @Test
    void whatIsUsedUpIsNegative() throws Exception {
        Reaction reaction = Reaction.parse("N2 + 3 H2 -> 2 NH3");
        assertThat(reaction.coefficients())
                .containsExactly(
                        Map.entry("N2", -1.0), Map.entry("H2", -3.0), Map.entry("NH3", 2.0));
        assertThat(reaction.energy(Map.of("N2", -3.0, "H2", -1.0, "NH3", -4.0))).isEqualTo(-2.0);
    }

    @Test
    void halvesOfMoleculesMayReact() throws Exception {
        assertThat(Reaction.parse("H2 + 0.5 O2 -> H2O").coefficients()).containsEntry("O2", -0.5);
    }

    @Test
    void aReferenceValueMakesAnError() throws Exception {
        Reaction barrier =
                Reaction.of(
                        Map.of(
                                "reaction", "H + HF -> HFHTS",
                                "energy", 42.1,
                                "name", "exchange",
                                "set", "BH76"));
        assertThat(barrier.name()).isEqualTo("exchange");
        assertThat(barrier.set()).isEqualTo("BH76");
        Map<String, Double> energies = Map.of("H", -0.5, "HF", -100.0, "HFHTS", -100.44);
        assertThat(barrier.kcal(energies).orElseThrow()).isCloseTo(37.6506, within(1e-3));
        assertThat(barrier.deviation(energies).orElseThrow()).isCloseTo(-4.4494, within(1e-3));
    }

    @Test
    void coefficientsAreWrittenAsAReaction() throws Exception {
        Reaction reaction = Reaction.of(Map.of("coefficients", Map.of("c", -2, "c2", 1L)));
        assertThat(reaction.name()).isEqualTo("2 c -> c2");
        assertThat(reaction.wanted()).isEmpty();
    }

    @Test
    void aSpeciesWithoutEnergyIsNamedAndLeavesNoEnergy() throws Exception {
        Reaction reaction = Reaction.parse("A -> B");
        assertThat(reaction.kcal(Map.of("A", 1.0, "B", Double.NaN))).isEmpty();
        assertThat(reaction.missing(Map.of("A", 1.0, "B", Double.NaN))).containsExactly("B");
        assertThatThrownBy(() -> reaction.requireKnown(List.of("A")))
                .isInstanceOf(TaskFailure.class)
                .hasMessage("the reaction 'A -> B' names B, which is not among the molecules");
    }

    @Test
    void anythingElseIsRefused() {
        assertThatThrownBy(() -> Reaction.of(12))
                .hasMessage("a reaction is a text such as 'N2 + 3 H2 -> 2 NH3' or a map, not 12");
        assertThatThrownBy(() -> Reaction.of(Map.of("reaction", "A -> B", "reference", 3)))
                .hasMessageContaining("a reaction has no 'reference'");
        assertThatThrownBy(() -> Reaction.of(Map.of("energy", 3)))
                .hasMessageContaining("needs either 'reaction'");
        assertThatThrownBy(() -> Reaction.of(Map.of("reaction", "A -> B", "energy", "3 eV")))
                .hasMessage("the energy of a reaction is a number, not 3 eV");
        assertThatThrownBy(() -> Reaction.parse("A = B"))
                .hasMessage("'A = B' is not a reaction such as N2 + 3 H2 -> 2 NH3");
    }
}

package xcflow.experiments.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import xcflow.experiments.input.Reaction;
import xcflow.numerics.Constants;

class ReactionErrorsTest {
    private static final double KCAL = 1 / Constants.HARTREE_IN_KCAL_PER_MOL;

    private static Reaction reaction(String product, double wanted, String set) {
        return new Reaction(product, Map.of("a", -1.0, product, 1.0), Optional.of(wanted), set);
    }

    @Test
    void errorsOfASetAreMeanMeanAbsoluteRmsAndGreatest() {
        var errors =
                ReactionErrors.of(
                        List.of(
                                reaction("b", 1, "S"),
                                reaction("c", 1, "S"),
                                reaction("d", 1, "S")),
                        Map.of("a", 0.0, "b", 4 * KCAL, "c", -3 * KCAL));
        assertThat(errors).hasSize(1);
        ReactionErrors set = errors.get(0);
        assertThat(set.count()).isEqualTo(2);
        assertThat(set.mean().orElseThrow()).isCloseTo(-0.5, within(1e-12));
        assertThat(set.meanAbsolute().orElseThrow()).isCloseTo(3.5, within(1e-12));
        assertThat(set.rms().orElseThrow()).isCloseTo(Math.sqrt(12.5), within(1e-12));
        assertThat(set.max().orElseThrow()).isCloseTo(4, within(1e-12));
        assertThat(set.missing()).containsExactly("d");
    }

    @Test
    void setsAreKeptApartAndReactionsWithoutReferenceValueHaveNoError() {
        var errors =
                ReactionErrors.of(
                        List.of(
                                reaction("b", 1, "S"),
                                reaction("b", 2, ""),
                                new Reaction("free", Map.of("a", -1.0), Optional.empty(), "S")),
                        Map.of("a", 0.0, "b", 4 * KCAL));
        assertThat(errors).extracting(ReactionErrors::set).containsExactly("S", "reactions");
        assertThat(errors).extracting(ReactionErrors::count).containsExactly(1, 1);
    }

    @Test
    void aSetWithoutAnyEnergyHasNoMean() {
        var errors = ReactionErrors.of(List.of(reaction("b", 1, "S")), Map.of());
        assertThat(errors.get(0).mean()).isEmpty();
        assertThat(errors.get(0).missing()).containsExactly("b");
    }
}

package xcflow.functional.neural;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.functional.ExchangeShare;
import xcflow.functional.Functional;
import xcflow.functional.Functionals;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.functional.neural.Architecture.Shape;

/** Neural functionals with a share of exact exchange. */
class HybridTest {
    private static final NeuralFunctional PURE = anchored(ExchangeShare.NONE);
    private static final NeuralFunctional QUARTER = anchored(ExchangeShare.of(0.25));

    /** Untrained, so that it is PBE but for the share. */
    private static NeuralFunctional anchored(ExchangeShare share) {
        var shape = new Shape(6, 2, Activation.TANH);
        return NeuralFunctional.untrained(
                Architecture.ANCHORED
                        .specify("hybrid", "PBE", Constraints.ALL, shape, shape, 1)
                        .with(share));
    }

    private static NeuralFunctional constrained(ExchangeShare share) {
        var shape = new Shape(6, 2, Activation.TANH);
        return NeuralFunctional.untrained(
                Architecture.CONSTRAINED
                        .specify("hybrid", "", Constraints.ALL, shape, shape, 1)
                        .with(share));
    }

    private static Points points(boolean polarised) {
        var points = Points.allocate(1, polarised);
        points.rhoA[0] = 0.3;
        points.sigmaAA[0] = 0.1;
        if (polarised) {
            points.rhoB[0] = 0.1;
            points.sigmaAB[0] = 0.03;
            points.sigmaBB[0] = 0.02;
        }
        return points;
    }

    private static Results evaluate(Functional functional, boolean polarised) {
        var results = new Results(1, polarised);
        functional.evaluate(points(polarised), results);
        return results;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void untrainedAndAnchoredToPbeItIsPbe0(boolean polarised) {
        var expected = evaluate(Functionals.named("PBE0"), polarised);
        var actual = evaluate(QUARTER, polarised);
        assertThat(actual.energy[0]).isCloseTo(expected.energy[0], within(1e-13));
        assertThat(actual.vRhoA[0]).isCloseTo(expected.vRhoA[0], within(1e-13));
        assertThat(actual.vSigmaAA[0]).isCloseTo(expected.vSigmaAA[0], within(1e-13));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theExchangeOfTheNetworkIsWhatExactExchangeLeaves(boolean polarised) {
        double whole = evaluate(constrained(ExchangeShare.NONE).exchange(), polarised).energy[0];
        double rest = evaluate(constrained(ExchangeShare.of(0.3)).exchange(), polarised).energy[0];
        assertThat(rest).isCloseTo(0.7 * whole, within(1e-14));
        var shortRange = constrained(ExchangeShare.ofShortRange(0.25, 0.11));
        assertThat(evaluate(shortRange.exchange(), polarised).energy[0])
                .isCloseTo(whole, within(1e-14));
    }

    @Test
    void enginesSeeTheShareWithTablesToo() {
        assertThat(QUARTER.exactExchange()).isEqualTo(ExchangeShare.of(0.25));
        assertThat(QUARTER.tabulated().exactExchange()).isEqualTo(ExchangeShare.of(0.25));
        assertThat(QUARTER.rung()).isEqualTo(Functional.Rung.HYBRID);
        assertThat(PURE.exactExchange()).isEqualTo(ExchangeShare.NONE);
    }

    @Test
    void theFileHoldsTheShareAndFilesWithoutOneAreAsBefore() throws IOException {
        byte[] file = FunctionalFile.bytes(constrained(ExchangeShare.ofShortRange(0.25, 0.11)));
        assertThat(FunctionalFile.read(new ByteArrayInputStream(file)).exactExchange())
                .isEqualTo(ExchangeShare.ofShortRange(0.25, 0.11));
        assertThat(new String(file, StandardCharsets.ISO_8859_1)).contains("\"schema\" : 5");
        byte[] pure = FunctionalFile.bytes(PURE);
        assertThat(new String(pure, StandardCharsets.ISO_8859_1)).doesNotContain("exact-exchange");
    }
}

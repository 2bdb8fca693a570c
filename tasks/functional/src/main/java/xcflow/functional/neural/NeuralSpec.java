package xcflow.functional.neural;

import java.util.Locale;
import java.util.Objects;
import xcflow.functional.ExchangeShare;

/**
 * Declares a neural functional completely but for its weights; this is what the header of its file
 * says.
 *
 * @param name name by which users know it
 * @param base reference functional whose exchange and correlation are multiplied by the factors
 * @param reference functional that it imitates, against whose behaviour it is judged; empty if none
 * @param exchange F_x of one spin channel at twice its density: spin scaling is exact
 * @param correlation F_c of the total density and its polarisation
 * @param initialisation how the weights were drawn before any training
 * @param exactExchange exact exchange beside what it makes of the density; of the whole range, it
 *     takes the place of a share of the base's exchange
 */
public record NeuralSpec(
        String name,
        Architecture architecture,
        String base,
        String reference,
        FactorSpec exchange,
        FactorSpec correlation,
        Initialisation initialisation,
        ExchangeShare exactExchange) {

    public NeuralSpec {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(architecture, "architecture");
        Objects.requireNonNull(base, "base");
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(exchange, "exchange");
        Objects.requireNonNull(correlation, "correlation");
        Objects.requireNonNull(initialisation, "initialisation");
        Objects.requireNonNull(exactExchange, "exactExchange");
        FunctionalName.require(name);
        if (exchange.inputs().stream().anyMatch(Descriptor::dependsOnPolarisation)
                || exchange.envelope().dependsOnPolarisation()) {
            throw new IllegalArgumentException(
                    "exchange is that of one spin channel: it cannot depend on the polarisation");
        }
        if (exchange.dependsOnSpinGradients()) {
            throw new IllegalArgumentException(
                    "exchange is that of one spin channel: it cannot depend on the gradients of"
                            + " two");
        }
        check(exchange.leading(), false, base);
        check(correlation.leading(), true, base);
    }

    private static void check(Leading leading, boolean correlation, String base) {
        boolean ofCorrelation = leading.term() == Leading.Term.CORRELATION;
        boolean fits = ofCorrelation == correlation && base.equals(Architecture.UNIFORM_GAS);
        if (!leading.isNone() && !fits) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "the leading term %s does not go with this part of %s",
                            leading.term(),
                            base));
        }
    }

    /** The same under another name. */
    public NeuralSpec named(String other) {
        return new NeuralSpec(
                other,
                architecture,
                base,
                reference,
                exchange,
                correlation,
                initialisation,
                exactExchange);
    }

    /** The same with exact exchange. */
    public NeuralSpec with(ExchangeShare share) {
        return new NeuralSpec(
                name, architecture, base, reference, exchange, correlation, initialisation, share);
    }
}

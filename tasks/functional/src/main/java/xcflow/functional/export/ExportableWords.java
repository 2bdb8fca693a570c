package xcflow.functional.export;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Descriptor;
import xcflow.functional.neural.FactorSpec;
import xcflow.functional.neural.Gate;
import xcflow.functional.neural.NeuralSpec;

/** What C source and the Python package can say of what a functional's file declares. */
final class ExportableWords {
    private static final Set<Descriptor> WITHOUT_CODE =
            EnumSet.of(
                    Descriptor.LOGARITHMIC_DENSITY,
                    Descriptor.LOGARITHMIC_SPIN,
                    Descriptor.LOGARITHMIC_GRADIENT);

    private ExportableWords() {}

    /**
     * @throws IllegalArgumentException if there is no code for something; the message says for what
     */
    static void require(NeuralSpec spec) {
        for (FactorSpec factor : List.of(spec.exchange(), spec.correlation())) {
            boolean known =
                    factor.activation() != Activation.GELU
                            && factor.gate() != Gate.LOGARITHMIC_GRADIENT
                            && factor.inputs().stream().noneMatch(WITHOUT_CODE::contains);
            if (!known) {
                throw new IllegalArgumentException(
                        "the functional "
                                + spec.name()
                                + " has logarithmic inputs or GELU, as the architecture study, for"
                                + " which there is no C or Python code; --format dl4j writes it");
            }
        }
    }
}

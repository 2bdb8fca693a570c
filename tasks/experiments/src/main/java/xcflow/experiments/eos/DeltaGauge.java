package xcflow.experiments.eos;

import org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory;

/**
 * How far apart two equations of state are: the root mean square of the difference of their
 * energies, each relative to its own minimum, over volumes within 6 % of the mean equilibrium
 * volume. K. Lejaeghere, V. Van Speybroeck, G. Van Oost, S. Cottenier, Crit. Rev. Solid State
 * Mater. Sci. 39, 1 (2014).
 */
public final class DeltaGauge {
    private static final double WINDOW = 0.06;

    private DeltaGauge() {}

    /**
     * @param first per atom
     * @param second per atom
     * @return Ha per atom
     */
    public static double between(EquationOfState first, EquationOfState second) {
        double centre = 0.5 * (first.volume() + second.volume());
        double low = (1 - WINDOW) * centre;
        double high = (1 + WINDOW) * centre;
        double integral =
                new GaussIntegratorFactory()
                        .legendre(40, low, high)
                        .integrate(
                                v -> {
                                    double difference =
                                            (first.energyAt(v) - first.energy())
                                                    - (second.energyAt(v) - second.energy());
                                    return difference * difference;
                                });
        return Math.sqrt(integral / (high - low));
    }
}

package xcflow.foreign.engine;

import java.util.Locale;
import java.util.Map;
import xcflow.engine.WrongSolution;
import xcflow.foreign.protocol.Message;
import xcflow.functional.Functional;
import xcflow.functional.Results;
import xcflow.functional.dataset.DataSet;
import xcflow.spi.TaskFailure;

/**
 * What a sampled density must fulfil: it integrates to the electrons, and the functional that was
 * asked for has on it the energy that the program gives. A program that calculated with another
 * functional is found here.
 */
record SampleCheck(Equations equations, Functional functional, Map<String, Double> energies) {
    /** The part of the energy that the check looks at. */
    static final String EXCHANGE_CORRELATION = "exchange-correlation";

    /** How far the electrons may be off, relatively, where the adapter does not say. */
    private static final double ELECTRONS = 2e-3;

    /** How far exchange and correlation may be off, Ha, where the adapter does not say. */
    private static final double ENERGY = 1e-4;

    void require(DataSet sample, Message given) throws TaskFailure {
        double expected =
                given.optionalNumber("electrons").orElse((double) equations.allElectrons());
        double found = sample.electrons()[0];
        double tolerance = given.optionalNumber("electrons-tolerance").orElse(ELECTRONS);
        if (!(Math.abs(found - expected) <= tolerance * expected)) {
            throw new WrongSolution(
                    String.format(
                            Locale.ROOT,
                            "%s: its density integrates to %.5f electrons instead of %.5f",
                            equations.name(),
                            found,
                            expected));
        }
        Double energy = energies.get(EXCHANGE_CORRELATION);
        if (energy == null || !sample.points().variables().containsAll(functional.needs())) {
            return;
        }
        double permitted = given.optionalNumber("energy-tolerance").orElse(ENERGY);
        double ours = energy(sample);
        if (!(Math.abs(ours - energy) <= permitted)) {
            throw new WrongSolution(
                    String.format(
                            Locale.ROOT,
                            "%s: the program gives %.8f Ha of exchange and correlation, but %s has"
                                    + " %.8f Ha on its density: it calculated with another"
                                    + " functional, or its density is another one",
                            equations.name(),
                            energy,
                            functional.name(),
                            ours));
        }
    }

    private double energy(DataSet sample) {
        Results results = Results.like(sample.points());
        functional.evaluate(sample.points(), results);
        double sum = 0;
        for (int i = 0; i < sample.size(); i++) {
            sum += sample.weights()[i] * results.energy[i];
        }
        return sum;
    }
}

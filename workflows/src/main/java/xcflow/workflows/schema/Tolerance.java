package xcflow.workflows.schema;

import java.util.Map;
import java.util.Optional;
import xcflow.spi.Describe;

/**
 * How far a number may be from the same one computed on another machine.
 *
 * @param absolute in the number's own unit
 * @param relative to the greater of the two
 */
public record Tolerance(double absolute, double relative) {
    /** Nothing but equal numbers. */
    public static final Tolerance NONE = new Tolerance(0, 0);

    /**
     * By unit: what self-consistent fields are converged to, not more. Energies stop changing at
     * 1e-8 Ha and better; 1 kcal/mol is 1.6 mHa, and 1 GPa follows from energies. Densities are of
     * the first order in what is left of the orbital gradient (1e-6 Ha), over a gap, and two
     * processors may stop an iteration apart.
     */
    private static final Map<String, Double> OF_UNITS =
            Map.ofEntries(
                    Map.entry("Ha", 1e-7),
                    Map.entry("mHa", 1e-4),
                    Map.entry("kcal/mol", 1e-4),
                    Map.entry("eV", 3e-6),
                    Map.entry("meV", 3e-3),
                    Map.entry("e", 2e-5),
                    Map.entry("D", 1e-4),
                    Map.entry("GPa", 1e-2),
                    Map.entry("%", 1e-3),
                    Map.entry("bohr", 1e-5),
                    Map.entry("Å", 1e-5),
                    Map.entry("bohr³", 1e-3),
                    Map.entry("Å³", 1e-3));

    /** Whether two numbers are equal within this; NaN equals NaN. */
    public boolean admits(double one, double other) {
        return Double.compare(one, other) == 0
                || Math.abs(one - other)
                        <= absolute + relative * Math.max(Math.abs(one), Math.abs(other));
    }

    /** What a component declares; empty if it says nothing. */
    static Optional<Tolerance> of(Describe describe) {
        if (describe == null) {
            return Optional.empty();
        }
        boolean absolute = !Double.isNaN(describe.absolute());
        boolean relative = !Double.isNaN(describe.relative());
        if (absolute || relative) {
            return Optional.of(
                    new Tolerance(
                            absolute ? describe.absolute() : 0,
                            relative ? describe.relative() : 0));
        }
        return Optional.ofNullable(OF_UNITS.get(describe.unit())).map(a -> new Tolerance(a, 0));
    }
}

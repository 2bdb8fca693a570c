package xcflow.planewave.scf;

import java.util.ArrayList;
import java.util.List;
import xcflow.planewave.eigensolver.Davidson;

/** Decides how well orbitals must be known in each iteration, and when all is done. */
final class Accuracy {
    /** Residual norm that is good enough in the first iteration, Hartree. */
    private static final double FIRST = 3e-2;

    /** Residual norm that is good enough for empty bands, Hartree. */
    private static final double EMPTY = 3e-2;

    /** Bands with fewer electrons than this are empty. */
    private static final double OCCUPIED = 1e-4;

    /** Share of the density's own error that the orbitals may contribute. */
    private static final double SHARE = 0.07;

    private static final int MOST_EXPANSIONS = 6;

    /** Error of the density, Hartree per electron, at which levels no longer change places. */
    private static final double SETTLED = 1e-4;

    private final double electrons;
    private final double tolerance;
    private double residual = Double.POSITIVE_INFINITY;

    /**
     * @param tolerance wanted error of the energy, Hartree
     */
    Accuracy(double electrons, double tolerance) {
        this.electrons = electrons;
        this.tolerance = tolerance;
    }

    /**
     * What the eigensolver shall reach: errors well below what the density still lacks.
     *
     * @param before occupations of the last iteration; null in the first
     */
    List<Davidson.Goal> goals(Orbitals orbitals, Filled before) {
        double wanted = Math.min(FIRST, norm(Math.max(residual, tolerance)));
        List<Davidson.Goal> goals = new ArrayList<>();
        for (int i = 0; i < orbitals.channels().size(); i++) {
            double[] bounds = new double[orbitals.channels().get(i).followed()];
            int essential = 0;
            for (int band = 0; band < bounds.length; band++) {
                boolean empty =
                        before != null && Math.abs(before.occupations().get(i)[band]) < OCCUPIED;
                essential = empty ? essential : band + 1;
                bounds[band] = empty ? Math.max(EMPTY, wanted) : wanted;
            }
            goals.add(new Davidson.Goal(bounds, essential, MOST_EXPANSIONS));
        }
        return goals;
    }

    /**
     * Whether the start was so good that the orbitals, not the density, limit the residual: then
     * they are worth another effort.
     */
    boolean tooCoarse(double now) {
        residual = now;
        return norm(now) < 0.1 * FIRST;
    }

    /** Whether the density is so good that the order of levels is that of the final ones. */
    boolean settled() {
        return residual < SETTLED * electrons;
    }

    /**
     * Whether the iteration has arrived.
     *
     * @param now residual of the density, Hartree
     * @param unconverged largest residual of an orbital in units of what was wanted
     */
    boolean reached(double now, double unconverged) {
        residual = now;
        return now < tolerance && unconverged < 3;
    }

    private double norm(double energy) {
        return SHARE * Math.sqrt(energy / electrons);
    }
}

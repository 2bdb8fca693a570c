package xcflow.gaussian.scf;

import java.util.List;
import java.util.Locale;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.xc.DensityMatrix;

/**
 * Makes a start of a density that somebody gives: one of another charge, spin, geometry or
 * functional is only a guess.
 *
 * @param openShell whether the spins are treated apart
 */
record GivenDensity(
        Basis basis, Electrons electrons, boolean openShell, ElectronFilling.Counts counts) {
    /** Densities that miss fewer electrons are not scaled. */
    private static final double SAME_COUNT = 1e-9;

    /**
     * A start with spins as they are treated and with the asked number of electrons of each spin.
     *
     * @throws IllegalArgumentException if it has other basis functions or no electrons
     */
    SpinDensity fitted(SpinDensity start) {
        if (start.matrices().get(0).size() != basis.count()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "the start density has %d basis functions, the basis %d",
                            start.matrices().get(0).size(),
                            basis.count()));
        }
        DensityMatrix total =
                start.spins() == 1
                        ? start.matrices().get(0)
                        : start.matrices().get(0).plus(1, start.matrices().get(1));
        if (!openShell) {
            return SpinDensity.closedShell(holding(counts.total(), List.of(total)));
        }
        SpinDensity polarised = start.polarised();
        return SpinDensity.openShell(
                holding(counts.up(), List.of(polarised.matrices().get(0), total)),
                holding(counts.down(), List.of(polarised.matrices().get(1), total)));
    }

    /** The first matrix that has electrons, scaled to so many of them. */
    private DensityMatrix holding(double count, List<DensityMatrix> matrices) {
        for (DensityMatrix matrix : matrices) {
            double held = electrons.count(matrix);
            if (Math.abs(held - count) < SAME_COUNT) {
                return matrix;
            }
            if (held > SAME_COUNT) {
                return matrix.scaled(count / held);
            }
        }
        throw new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "the start density holds %.3f electrons, %s has %s",
                        electrons.count(matrices.get(matrices.size() - 1)),
                        basis.molecule().formula(),
                        number(counts.total())));
    }

    private static String number(double electrons) {
        return electrons == Math.rint(electrons)
                ? Long.toString((long) electrons)
                : String.format(Locale.ROOT, "%.3f", electrons);
    }
}

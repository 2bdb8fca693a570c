package xcflow.planewave.scf;

import xcflow.planewave.occupation.Smearing;

/**
 * Smearing of the iterations before the last ones. At one k-point levels that belong together, such
 * as those of a partly filled p shell, exchange all their electrons when a wrong density splits
 * them by more than the smearing: the occupations then answer to the density by steps, and no
 * mixing converges. So the width is that of the splitting to be expected from the error of the
 * density, until the model's own is larger.
 */
final class Cooling {
    /** Greatest width, Hartree. */
    private static final double HOTTEST = 0.03;

    /** Width over the square root of the residual, in Hartree. */
    private static final double SHARE = 0.3;

    private final Smearing own;
    private final boolean cools;

    /**
     * @param kPoints number of them: with many, bands fill the gaps between levels
     */
    Cooling(Smearing own, int kPoints) {
        this.own = own;
        this.cools = kPoints == 1 && own.width() > 0;
    }

    /**
     * The smearing of an iteration.
     *
     * @param residual error of the density before it, Hartree; infinite before the first, whose
     *     density may be as good as the solution
     */
    Smearing at(double residual) {
        double width = Math.min(HOTTEST, SHARE * Math.sqrt(residual));
        boolean known = Double.isFinite(residual);
        return cools && known && width > own.width() ? Smearing.named(own.name(), width) : own;
    }
}

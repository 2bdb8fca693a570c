package xcflow.planewave.scf;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.spi.Warning;
import xcflow.structure.symmetry.KPoints.KPoint;

/**
 * The gap between filled and empty bands of one spin where every k-point has the same number of
 * filled ones.
 *
 * @param spin 0 up (or both), 1 down
 * @param highestOccupied Hartree, at the k-point {@code occupiedAt}
 * @param lowestEmpty Hartree, at the k-point {@code emptyAt}; to about 1e-3 Ha, since empty bands
 *     far from filled ones at their own k-point are not iterated to the end
 */
public record BandGap(
        int spin, double highestOccupied, KPoint occupiedAt, double lowestEmpty, KPoint emptyAt) {

    /** States with fewer electrons are empty, if all are as good as full or empty. */
    private static final double HALF = 0.5;

    /** A smaller gap, Hartree, leaves open which states are filled. */
    private static final double OPEN = 1e-3;

    /**
     * The smallest gap of a result; empty if no empty band is known.
     *
     * @param bands eigenvalues and occupations, of which each is as good as full or empty
     */
    public static Optional<BandGap> of(List<ScfResult.Bands> bands) {
        BandGap smallest = null;
        for (int spin = 0; spin < 2; spin++) {
            BandGap gap = ofSpin(bands, spin).orElse(null);
            if (gap != null && (smallest == null || gap.width() < smallest.width())) {
                smallest = gap;
            }
        }
        return Optional.ofNullable(smallest);
    }

    /**
     * The gap of one spin; empty if there is no filled or no empty band.
     *
     * @param spin 0 up (or both), 1 down
     */
    public static Optional<BandGap> ofSpin(List<ScfResult.Bands> bands, int spin) {
        double highest = Double.NEGATIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY;
        KPoint highestAt = null;
        KPoint lowestAt = null;
        for (ScfResult.Bands each : bands) {
            for (int band = 0; each.spin() == spin && band < each.levels().size(); band++) {
                double level = each.levels().get(band);
                boolean filled = each.occupations().get(band) > HALF;
                if (filled && level > highest) {
                    highest = level;
                    highestAt = each.kPoint();
                } else if (!filled && level < lowest) {
                    lowest = level;
                    lowestAt = each.kPoint();
                }
            }
        }
        return highestAt == null || lowestAt == null
                ? Optional.empty()
                : Optional.of(new BandGap(spin, highest, highestAt, lowest, lowestAt));
    }

    /** Hartree; negative if bands overlap. */
    public double width() {
        return lowestEmpty - highestOccupied;
    }

    /** Whether both edges are at the same k-point. */
    public boolean direct() {
        return occupiedAt.equals(emptyAt);
    }

    /** What is doubtful about the fixed filling, if there is no gap. */
    Optional<Warning> doubt() {
        if (width() > OPEN) {
            return Optional.empty();
        }
        return Optional.of(
                new Warning(
                        "bands-overlap",
                        String.format(
                                Locale.ROOT,
                                "without smearing the same number of bands is filled at every"
                                        + " k-point, but the highest filled level, %.6f Ha at k ="
                                        + " %s, lies %s the lowest empty one, %.6f Ha at k = %s:"
                                        + " the energy is not that of the ground state. This is a"
                                        + " metal, or an open shell: use smearing, such as"
                                        + " cold:0.01",
                                highestOccupied,
                                text(occupiedAt),
                                width() < 0 ? "above" : "hardly below",
                                lowestEmpty,
                                text(emptyAt))));
    }

    private static String text(KPoint k) {
        return String.format(Locale.ROOT, "(%.4f, %.4f, %.4f)", k.x(), k.y(), k.z());
    }
}

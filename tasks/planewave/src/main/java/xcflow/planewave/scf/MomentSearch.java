package xcflow.planewave.scf;

import java.util.Locale;
import java.util.Optional;
import xcflow.planewave.basis.Density;
import xcflow.planewave.sampling.SpinMoments;
import xcflow.spi.Warning;

/** What becomes of moments that find their own value. */
public final class MomentSearch {
    /** Smaller absolute moments, µB per cell, are none. */
    private static final double NONE = 0.01;

    private MomentSearch() {}

    /**
     * Density to start from: one that has lost its moments would never find them again, so that the
     * atoms are asked, if they have any.
     *
     * @param earlier density of a similar calculation; null for a superposition of atoms
     */
    public static Density start(Model model, Basis basis, Density earlier) {
        Density begin = basis.start(model, earlier);
        boolean given = model.crystal().sites().stream().anyMatch(site -> site.moment() != 0);
        return earlier != null && model.spin() instanceof Spin.Free && given && isNone(begin)
                ? basis.start(model, null)
                : begin;
    }

    private static boolean isNone(Density density) {
        return SpinMoments.absolute(density) < NONE;
    }

    /** The doubt that no moment was looked for, or that the one of the start was lost. */
    public static Optional<Warning> doubt(Model model, Density begin, ScfResult result) {
        if (!(model.spin() instanceof Spin.Free) || !isNone(result.density())) {
            return Optional.empty();
        }
        if (isNone(begin)) {
            return Optional.of(
                    new Warning(
                            "no-starting-moment",
                            "no atom of "
                                    + model.crystal().formula()
                                    + " has a starting moment, so that the spins stay equal: the"
                                    + " result is that without spin. Give site-moments"));
        }
        return Optional.of(
                new Warning(
                        "moment-vanished",
                        String.format(
                                Locale.ROOT,
                                "%s began with an absolute moment of %.2f µB and lost it: the result"
                                        + " is that without spin. A magnetic state, if there is"
                                        + " one, may be found from other site-moments or with less"
                                        + " smearing",
                                model.crystal().formula(),
                                SpinMoments.absolute(begin))));
    }
}

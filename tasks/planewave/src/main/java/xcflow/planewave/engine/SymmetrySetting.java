package xcflow.planewave.engine;

import java.util.Locale;
import xcflow.planewave.scf.Settings;
import xcflow.structure.symmetry.SymmetricCrystal;

/** What an experiment says of a crystal's symmetry: yes, no, or within how many ångströms. */
final class SymmetrySetting {
    /** What the documentation of such an input says. */
    static final String SYNTAX =
            "Whether the crystal's symmetry reduces the k-point mesh, or the greatest displacement"
                    + " in Å (up to 0.01) by which atoms and lattice may be moved to where its"
                    + " operations hold exactly; `true` means 2e-5 Å.";

    private SymmetrySetting() {}

    /**
     * The tolerance that is meant, Å; zero for no symmetry.
     *
     * @throws IllegalArgumentException if it is none; the message is for the user
     */
    static double tolerance(Object symmetry) {
        if (symmetry instanceof Boolean wanted) {
            return wanted ? SymmetricCrystal.TOLERANCE : 0;
        }
        if (symmetry instanceof Number number) {
            double tolerance = number.doubleValue();
            if (tolerance > 0 && tolerance <= Settings.MOST_DISPLACEMENT) {
                return tolerance;
            }
        }
        throw new IllegalArgumentException(
                String.format(
                        Locale.ROOT,
                        "'symmetry' is true, false, or a displacement in Å above 0 and up to %s,"
                                + " not %s",
                        Settings.MOST_DISPLACEMENT,
                        symmetry));
    }
}

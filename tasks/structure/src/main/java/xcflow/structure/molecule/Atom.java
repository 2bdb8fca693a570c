package xcflow.structure.molecule;

import xcflow.numerics.Constants;
import xcflow.numerics.Element;

/**
 * A nucleus, clamped in space; or a ghost, which has the basis functions and the grid of an atom
 * without its nucleus and electrons.
 *
 * @param x position in bohr
 * @param y position in bohr
 * @param z position in bohr
 * @param ghost whether there is neither a nucleus nor an electron
 */
public record Atom(Element element, double x, double y, double z, boolean ghost) {
    public Atom {
        if (!Double.isFinite(x) || !Double.isFinite(y) || !Double.isFinite(z)) {
            throw new IllegalArgumentException(
                    "position of " + element + " is not finite: " + x + ", " + y + ", " + z);
        }
    }

    /** A nucleus at a position in bohr. */
    public Atom(Element element, double x, double y, double z) {
        this(element, x, y, z, false);
    }

    /** A ghost of the same element at the same position. */
    public Atom asGhost() {
        return new Atom(element, x, y, z, true);
    }

    /** Atom at a position in ångström. */
    public static Atom angstrom(Element element, double x, double y, double z) {
        double bohr = 1 / Constants.BOHR_IN_ANGSTROM;
        return new Atom(element, x * bohr, y * bohr, z * bohr);
    }

    /** Nuclear charge; 0 of a ghost. */
    public int charge() {
        return ghost ? 0 : element.number();
    }

    /** Distance to another atom in bohr. */
    public double distance(Atom other) {
        return Math.sqrt(
                (x - other.x) * (x - other.x)
                        + (y - other.y) * (y - other.y)
                        + (z - other.z) * (z - other.z));
    }
}

package xcflow.structure.molecule;

import xcflow.numerics.Constants;
import xcflow.numerics.Element;

/**
 * A nucleus, clamped in space.
 *
 * @param x position in bohr
 * @param y position in bohr
 * @param z position in bohr
 */
public record Atom(Element element, double x, double y, double z) {
    public Atom {
        if (!Double.isFinite(x) || !Double.isFinite(y) || !Double.isFinite(z)) {
            throw new IllegalArgumentException(
                    "position of " + element + " is not finite: " + x + ", " + y + ", " + z);
        }
    }

    /** Atom at a position in ångström. */
    public static Atom angstrom(Element element, double x, double y, double z) {
        double bohr = 1 / Constants.BOHR_IN_ANGSTROM;
        return new Atom(element, x * bohr, y * bohr, z * bohr);
    }

    /** Nuclear charge. */
    public int charge() {
        return element.number();
    }

    /** Distance to another atom in bohr. */
    public double distance(Atom other) {
        return Math.sqrt(
                (x - other.x) * (x - other.x)
                        + (y - other.y) * (y - other.y)
                        + (z - other.z) * (z - other.z));
    }
}

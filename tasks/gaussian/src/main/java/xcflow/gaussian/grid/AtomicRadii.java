package xcflow.gaussian.grid;

import xcflow.numerics.Constants;
import xcflow.numerics.Element;

/** Radii of atoms that shape their grids, H to Rn. */
final class AtomicRadii {
    /**
     * Empirical radii in ångström; Slater, J. Chem. Phys. 41, 3199 (1964). Noble gases and what is
     * missing there follow the tables that are usual for Becke grids.
     */
    private static final double[] BRAGG = {
        0.35, 1.40, // H He
        1.45, 1.05, 0.85, 0.70, 0.65, 0.60, 0.50, 1.50, // Li - Ne
        1.80, 1.50, 1.25, 1.10, 1.00, 1.00, 1.00, 1.80, // Na - Ar
        2.20, 1.80, // K Ca
        1.60, 1.40, 1.35, 1.40, 1.40, 1.40, 1.35, 1.35, 1.35, 1.35, // Sc - Zn
        1.30, 1.25, 1.15, 1.15, 1.15, 1.90, // Ga - Kr
        2.35, 2.00, // Rb Sr
        1.80, 1.55, 1.45, 1.45, 1.35, 1.30, 1.35, 1.40, 1.60, 1.55, // Y - Cd
        1.55, 1.45, 1.45, 1.40, 1.40, 2.10, // In - Xe
        2.60, 2.15, // Cs Ba
        1.95, 1.85, 1.85, 1.85, 1.85, 1.85, 1.85, // La - Eu
        1.80, 1.75, 1.75, 1.75, 1.75, 1.75, 1.75, 1.75, // Gd - Lu
        1.55, 1.45, 1.35, 1.35, 1.30, 1.35, 1.35, 1.35, 1.50, // Hf - Hg
        1.90, 1.80, 1.60, 1.90, 1.45, 2.10, // Tl - Rn
    };

    /**
     * Scale ξ of the radial mapping in bohr; Treutler & Ahlrichs, J. Chem. Phys. 102, 346 (1995),
     * table I up to Kr, and the values usual in other programs beyond.
     */
    private static final double[] TREUTLER = {
        0.8, 0.9, // H He
        1.8, 1.4, 1.3, 1.1, 0.9, 0.9, 0.9, 0.9, // Li - Ne
        1.4, 1.3, 1.3, 1.2, 1.1, 1.0, 1.0, 1.0, // Na - Ar
        1.5, 1.4, // K Ca
        1.3, 1.2, 1.2, 1.2, 1.2, 1.2, 1.2, 1.1, 1.1, 1.1, // Sc - Zn
        1.1, 1.0, 0.9, 0.9, 0.9, 0.9, // Ga - Kr
        2.0, 1.7, // Rb Sr
        1.5, 1.5, 1.35, 1.35, 1.25, 1.2, 1.25, 1.3, 1.5, 1.5, // Y - Cd
        1.3, 1.2, 1.2, 1.15, 1.15, 1.15, // In - Xe
        2.5, 2.2, // Cs Ba
        2.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, // La - Eu
        1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, // Gd - Lu
        1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 1.5, // Hf - Hg
        1.5, 1.5, 1.5, 1.5, 1.5, 1.5, // Tl - Rn
    };

    private AtomicRadii() {}

    /** Bragg–Slater radius in bohr. */
    static double bragg(Element element) {
        return BRAGG[index(element)] / Constants.BOHR_IN_ANGSTROM;
    }

    /** Scale of the radial mapping in bohr. */
    static double treutler(Element element) {
        return TREUTLER[index(element)];
    }

    private static int index(Element element) {
        if (element.number() > BRAGG.length) {
            throw new IllegalArgumentException(
                    "there is no integration grid for " + element + ": only H to Rn have one");
        }
        return element.number() - 1;
    }
}

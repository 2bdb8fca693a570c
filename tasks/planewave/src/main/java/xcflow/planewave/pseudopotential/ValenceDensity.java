package xcflow.planewave.pseudopotential;

/** Fourier transforms of the spherical valence densities that free atoms are taken to have. */
public final class ValenceDensity {
    private ValenceDensity() {}

    /**
     * The valence electrons: a Gaussian, but d shells are hollow and narrow.
     *
     * @param q wave number, 1/bohr
     */
    public static double of(Gth atom, double q) {
        int d = atom.occupation().size() > 2 ? atom.occupation().get(2) : 0;
        double sum = (atom.valence() - d) * gaussian(atom, q);
        return d > 0 ? sum + d * hollow(atom, q) : sum;
    }

    /**
     * The unpaired electrons of a magnetic atom, of one in all: those of the d shell if there is
     * one. A moment that begins elsewhere splits the levels of the shell by too little to last.
     *
     * @param q wave number, 1/bohr
     */
    public static double spin(Gth atom, double q) {
        boolean d = atom.occupation().size() > 2 && atom.occupation().get(2) > 0;
        return d ? hollow(atom, q) : gaussian(atom, q);
    }

    /** One electron of r⁴ exp(−r²/w²), a d shell. */
    private static double hollow(Gth atom, double q) {
        double x = 0.25 * q * q * atom.shellWidth(2) * atom.shellWidth(2);
        return (1 - 4.0 / 3 * x + 4.0 / 15 * x * x) * Math.exp(-x);
    }

    /**
     * One electron in a Gaussian about as wide as the valence shell, which for these
     * pseudopotentials is a little more than twice the radius of the core.
     *
     * @param q wave number, 1/bohr
     */
    public static double gaussian(Gth atom, double q) {
        double width = 0.5 * atom.shellWidth(0);
        return Math.exp(-q * q * width * width);
    }
}

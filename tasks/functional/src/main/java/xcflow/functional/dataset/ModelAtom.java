package xcflow.functional.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import xcflow.numerics.Element;

/**
 * A spherical atom of Slater-type shells: the density of each spin is Σ occupation · |R(r)|²/(4π)
 * with R ∝ r^{n−1} e^{−ξr}. Exponents of the neutral atoms: E. Clementi and D. L. Raimondi, J.
 * Chem. Phys. 38, 2686 (1963), table I. Open p shells are averaged over directions, and filled as
 * Hund's rule says.
 *
 * @param name for example {@code N}
 * @param charge of the nucleus, which sets the scale of the quadrature
 */
public record ModelAtom(String name, double charge, List<Shell> shells) {

    /**
     * @param n principal quantum number
     * @param exponent ξ in bohr⁻¹
     * @param up number of spin-up electrons
     * @param down number of spin-down electrons
     */
    public record Shell(int n, double exponent, double up, double down) {
        /** |R|²/(4π) of one electron. */
        double density(double r) {
            return normalisation() * Math.pow(r, 2 * n - 2) * Math.exp(-2 * exponent * r);
        }

        /** d/dr of {@link #density}. */
        double slope(double r) {
            double power = n == 1 ? 0 : (2 * n - 2) * Math.pow(r, 2 * n - 3);
            return normalisation()
                    * (power - 2 * exponent * Math.pow(r, 2 * n - 2))
                    * Math.exp(-2 * exponent * r);
        }

        private double normalisation() {
            double factorial = 1;
            for (int k = 2; k <= 2 * n; k++) {
                factorial *= k;
            }
            return Math.pow(2 * exponent, 2 * n + 1) / (4 * Math.PI * factorial);
        }
    }

    /** Exponents of the shells 1s, 2s, 2p, 3s, 3p of H to Ar. */
    private static final double[][] EXPONENTS = {
        {1.0000},
        {1.6875},
        {2.6906, 0.6396},
        {3.6848, 0.9560},
        {4.6795, 1.2881, 1.2107},
        {5.6727, 1.6083, 1.5679},
        {6.6651, 1.9237, 1.9170},
        {7.6579, 2.2458, 2.2266},
        {8.6501, 2.5638, 2.5500},
        {9.6421, 2.8792, 2.8792},
        {10.6259, 3.2857, 3.4009, 0.8358},
        {11.6089, 3.6960, 3.9129, 1.1025},
        {12.5910, 4.1068, 4.4817, 1.3724, 1.3552},
        {13.5745, 4.5100, 4.9725, 1.6344, 1.4284},
        {14.5578, 4.9125, 5.4806, 1.8806, 1.6288},
        {15.5409, 5.3144, 5.9885, 2.1223, 1.8273},
        {16.5239, 5.7152, 6.4966, 2.3561, 2.0387},
        {17.5075, 6.1152, 7.0041, 2.5856, 2.2547}
    };

    private static final int[] PRINCIPAL = {1, 2, 2, 3, 3};
    private static final int[] CAPACITY = {2, 2, 6, 2, 6};

    public ModelAtom {
        shells = List.copyOf(shells);
    }

    /** The neutral atom of an element from H to Ar. */
    public static ModelAtom of(Element element) {
        if (element.number() > EXPONENTS.length) {
            throw new IllegalArgumentException(
                    "model densities exist for H to Ar, not for " + element.symbol());
        }
        double[] exponents = EXPONENTS[element.number() - 1];
        var shells = new ArrayList<Shell>();
        int left = element.number();
        for (int k = 0; k < exponents.length; k++) {
            int electrons = Math.min(left, CAPACITY[k]);
            left -= electrons;
            int up = Math.min(electrons, CAPACITY[k] / 2);
            shells.add(new Shell(PRINCIPAL[k], exponents[k], up, electrons - up));
        }
        return new ModelAtom(element.symbol(), element.number(), shells);
    }

    /** The 1s density of a hydrogen-like atom. */
    public static ModelAtom hydrogenic(double charge, int up, int down) {
        return new ModelAtom(
                "1s(" + charge + (down == 0 ? ",open" : "") + ")",
                charge,
                List.of(new Shell(1, charge, up, down)));
    }

    /** The same density without spin polarisation. */
    public ModelAtom closed() {
        return new ModelAtom(
                name,
                charge,
                shells.stream()
                        .map(
                                s ->
                                        new Shell(
                                                s.n(),
                                                s.exponent(),
                                                (s.up() + s.down()) / 2,
                                                (s.up() + s.down()) / 2))
                        .toList());
    }

    /** Covalent radii in bohr that divide space between neighbours; Slater, 1964. */
    private static final Map<Integer, Double> RADIUS_IN_ANGSTROM =
            Map.ofEntries(
                    Map.entry(1, 0.35),
                    Map.entry(3, 1.45),
                    Map.entry(4, 1.05),
                    Map.entry(5, 0.85),
                    Map.entry(6, 0.70),
                    Map.entry(7, 0.65),
                    Map.entry(8, 0.60),
                    Map.entry(9, 0.50),
                    Map.entry(11, 1.80),
                    Map.entry(12, 1.50),
                    Map.entry(13, 1.25),
                    Map.entry(14, 1.10),
                    Map.entry(15, 1.00),
                    Map.entry(16, 1.00),
                    Map.entry(17, 1.00));

    /** Radius of the atom in bohr, for quadrature. */
    double radius() {
        return RADIUS_IN_ANGSTROM.getOrDefault((int) Math.round(charge), 0.7) / 0.529177210903;
    }
}

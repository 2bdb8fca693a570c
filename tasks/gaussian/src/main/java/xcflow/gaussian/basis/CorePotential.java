package xcflow.gaussian.basis;

import java.util.List;

/**
 * An effective potential in place of the core electrons of an atom: U_L(r) + Σ_{l&lt;L} Σ_m |lm⟩
 * U_l(r) ⟨lm| around its nucleus, whose charge is then smaller by as many electrons. Each radial
 * part is Σ_k c_k r^(n_k − 2) exp(−ζ_k r²). L. R. Kahn, P. Baybutt, D. G. Truhlar, J. Chem. Phys.
 * 65, 3826 (1976), eq. 10.
 *
 * @param electrons number of core electrons
 * @param local terms of U_L, which acts on all angular momenta
 * @param semilocal terms of U_l for l = 0 … L − 1, the differences from U_L
 */
public record CorePotential(int electrons, List<Term> local, List<List<Term>> semilocal) {

    /** Highest angular momentum that is projected on. */
    public static final int MAX_L = 5;

    /**
     * c r^(power − 2) exp(−ζ r²).
     *
     * @param power n, 0 to 2
     * @param exponent ζ in bohr^-2
     * @param coefficient c in hartree bohr^(2 − n)
     */
    public record Term(int power, double exponent, double coefficient) {

        /** Value at a distance in bohr from the nucleus, hartree. */
        public double at(double r) {
            return coefficient * Math.pow(r, power - 2) * Math.exp(-exponent * r * r);
        }
    }

    public CorePotential {
        local = List.copyOf(local);
        semilocal = semilocal.stream().map(List::copyOf).toList();
    }

    /** What an electron of angular momentum l feels at a distance in bohr, hartree. */
    public double at(int l, double r) {
        double sum = 0;
        for (Term term : local) {
            sum += term.at(r);
        }
        if (l < semilocal.size()) {
            for (Term term : semilocal.get(l)) {
                sum += term.at(r);
            }
        }
        return sum;
    }

    /**
     * The core's electrons of each angular momentum s, p, d, f. Cores consist of whole shells, the
     * inner ones first: 28 electrons are those up to 3d, 60 those up to 4f. The one exception is
     * that of xenon, 54, which has 5s and 5p but no 4f.
     */
    public double[] electronsByMomentum() {
        double[] byMomentum = new double[4];
        int left = electrons;
        for (int n = 1; left > 0; n++) {
            for (int l = 0; l < Math.min(n, 4) && left > 0; l++) {
                boolean skipped = electrons == 54 && n == 4 && l == 3;
                int taken = skipped ? 0 : Math.min(left, 2 * (2 * l + 1));
                byMomentum[l] += taken;
                left -= taken;
            }
        }
        return byMomentum;
    }
}

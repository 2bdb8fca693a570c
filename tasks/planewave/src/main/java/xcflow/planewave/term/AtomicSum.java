package xcflow.planewave.term;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import xcflow.planewave.basis.DensityBasis;
import xcflow.structure.crystal.Site;

/** Superposes spherical functions that are centred on the atoms. */
public final class AtomicSum {

    /** Fourier transform of a spherical function of an atom of kind A at wave number q > 0. */
    @FunctionalInterface
    public interface Form<A> {
        double at(A kind, double q);
    }

    private final DensityBasis basis;
    private final List<Site> sites;

    /** A superposition on the given sites. */
    public AtomicSum(DensityBasis basis, List<Site> sites) {
        this.basis = basis;
        this.sites = sites;
    }

    /**
     * Coefficients (1/Ω) Σ_a e^{−iG·τ_a} f_a(|G|) for G ≠ 0, zero for G = 0.
     *
     * @param kinds kind of each site; equal kinds share the evaluation of their form
     */
    public <A> double[] of(List<A> kinds, Form<A> form) {
        int n = basis.size();
        double[] sum = new double[2 * n];
        Map<A, double[]> forms = new HashMap<>();
        for (int a = 0; a < sites.size(); a++) {
            double[] values = forms.computeIfAbsent(kinds.get(a), kind -> onShells(kind, form));
            Site site = sites.get(a);
            for (int g = 1; g < n; g++) {
                double phase =
                        -2
                                * Math.PI
                                * (basis.miller(g, 0) * site.x()
                                        + basis.miller(g, 1) * site.y()
                                        + basis.miller(g, 2) * site.z());
                sum[g] += values[g] * Math.cos(phase);
                sum[n + g] += values[g] * Math.sin(phase);
            }
        }
        return sum;
    }

    private <A> double[] onShells(A kind, Form<A> form) {
        double[] values = new double[basis.size()];
        for (int g = 1; g < values.length; g++) {
            boolean sameShell = g > 1 && Math.abs(basis.norm2(g) - basis.norm2(g - 1)) < 1e-13;
            values[g] =
                    sameShell
                            ? values[g - 1]
                            : form.at(kind, Math.sqrt(basis.norm2(g))) / basis.volume();
        }
        return values;
    }
}

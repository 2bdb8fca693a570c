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
                double phase = phase(g, site);
                sum[g] += values[g] * Math.cos(phase);
                sum[n + g] += values[g] * Math.sin(phase);
            }
        }
        return sum;
    }

    /**
     * Minus the derivative, with respect to the positions of the sites, of the integral of the
     * superposition times a field.
     *
     * @param field coefficients, laid out as those of a density
     * @return [sites × 3], the field's unit times the form's over bohr⁴
     */
    public <A> double[] forces(List<A> kinds, Form<A> form, double[] field) {
        int n = basis.size();
        double[] forces = new double[3 * sites.size()];
        Map<A, double[]> forms = new HashMap<>();
        for (int a = 0; a < sites.size(); a++) {
            double[] values = forms.computeIfAbsent(kinds.get(a), kind -> onShells(kind, form));
            for (int g = 1; g < n; g++) {
                double phase = phase(g, sites.get(a));
                double slope =
                        values[g] * (Math.cos(phase) * field[n + g] - Math.sin(phase) * field[g]);
                for (int axis = 0; axis < 3; axis++) {
                    forces[3 * a + axis] += basis.volume() * slope * basis.vector(g, axis);
                }
            }
        }
        return forces;
    }

    private double phase(int g, Site site) {
        return -2
                * Math.PI
                * (basis.miller(g, 0) * site.x()
                        + basis.miller(g, 1) * site.y()
                        + basis.miller(g, 2) * site.z());
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

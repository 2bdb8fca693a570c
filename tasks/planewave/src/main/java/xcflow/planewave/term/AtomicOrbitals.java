package xcflow.planewave.term;

import java.util.ArrayList;
import java.util.List;
import xcflow.numerics.NativeMatrix;
import xcflow.planewave.basis.OrbitalBasis;
import xcflow.planewave.pseudopotential.Gth;
import xcflow.structure.crystal.Site;

/** Gaussian valence orbitals r^l Y_lm e^{−r²/2w²} on the atoms, for a start. */
public final class AtomicOrbitals {
    private final List<Site> sites;
    private final List<Gth> atoms;

    /** Orbitals on the given sites. */
    public AtomicOrbitals(List<Site> sites, List<Gth> atoms) {
        this.sites = sites;
        this.atoms = atoms;
    }

    /** The orbitals of all occupied shells as rows, each normalised. */
    public NativeMatrix in(OrbitalBasis basis) {
        List<double[]> orbitals = new ArrayList<>();
        for (int a = 0; a < sites.size(); a++) {
            List<Integer> occupation = atoms.get(a).occupation();
            for (int l = 0; l < occupation.size(); l++) {
                for (int m = 0; occupation.get(l) > 0 && m < 2 * l + 1; m++) {
                    orbitals.add(orbital(basis, sites.get(a), l, m, atoms.get(a).shellWidth(l)));
                }
            }
        }
        NativeMatrix block = new NativeMatrix(orbitals.size(), basis.length());
        for (int i = 0; i < orbitals.size(); i++) {
            block.putRow(i, orbitals.get(i));
        }
        return block;
    }

    private static double[] orbital(OrbitalBasis basis, Site site, int l, int m, double width) {
        int n = basis.size();
        double[] orbital = new double[2 * n];
        double norm2 = 0;
        for (int g = 0; g < n; g++) {
            double q2 = 2 * basis.kinetic(g);
            double pair = basis.isReal() && g > 0 ? Math.sqrt(2) : 1;
            double value =
                    pair
                            * Math.pow(q2, 0.5 * l)
                            * Math.exp(-0.5 * q2 * width * width)
                            * SphericalHarmonics.real(
                                    l,
                                    m,
                                    basis.vector(g, 0),
                                    basis.vector(g, 1),
                                    basis.vector(g, 2));
            double angle =
                    -2
                                    * Math.PI
                                    * (basis.miller(g, 0) * site.x()
                                            + basis.miller(g, 1) * site.y()
                                            + basis.miller(g, 2) * site.z())
                            - 0.5 * Math.PI * l;
            orbital[2 * g] = value * Math.cos(angle);
            orbital[2 * g + 1] = basis.isReal() && g == 0 ? 0 : value * Math.sin(angle);
            norm2 += value * value;
        }
        double scale = 1 / Math.sqrt(norm2);
        for (int i = 0; i < orbital.length; i++) {
            orbital[i] *= scale;
        }
        return orbital;
    }
}

package xcflow.planewave.sampling;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xcflow.planewave.basis.Density;
import xcflow.planewave.basis.DensityBasis;
import xcflow.planewave.basis.GridTransform;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;

/** Moments of a density with spin, in Bohr magnetons. */
public final class SpinMoments {
    /** Images of neighbours that are looked at along each lattice vector. */
    private static final int REACH = 2;

    private SpinMoments() {}

    /** ∫ |m| over the cell, a sum over the points of the Fourier grid. */
    public static double absolute(Density density) {
        double[] m = GridTransform.toGrid(density.basis(), density.magnetisation());
        return Arrays.stream(m).map(Math::abs).sum() * density.basis().volume() / m.length;
    }

    /** Moments of the spheres about the sites that reach half-way to the nearest neighbours. */
    public static List<Double> inSpheres(Density density, Crystal crystal) {
        List<Double> moments = new ArrayList<>();
        for (Site site : crystal.sites()) {
            moments.add(inSphere(density, site, 0.5 * nearest(crystal, site)));
        }
        return moments;
    }

    /**
     * ∫ m over a sphere about a site, exact for the plane waves of the density: Σ_G m_G e^{iG·τ} 4π
     * r³ j₁(Gr)/(Gr).
     *
     * @param radius r, bohr
     */
    public static double inSphere(Density density, Site site, double radius) {
        DensityBasis basis = density.basis();
        double[] m = density.magnetisation();
        int n = basis.size();
        double sum = 0;
        for (int g = 0; g < n; g++) {
            double phase =
                    2
                            * Math.PI
                            * (basis.miller(g, 0) * site.x()
                                    + basis.miller(g, 1) * site.y()
                                    + basis.miller(g, 2) * site.z());
            double x = Math.sqrt(basis.norm2(g)) * radius;
            sum += (m[g] * Math.cos(phase) - m[n + g] * Math.sin(phase)) * ball(x);
        }
        return 4 * Math.PI * radius * radius * radius * sum;
    }

    /** j₁(x)/x. */
    private static double ball(double x) {
        return x < 1e-2 ? 1.0 / 3 - x * x / 30 : (Math.sin(x) - x * Math.cos(x)) / (x * x * x);
    }

    /** Distance of the nearest other atom or image, bohr. */
    private static double nearest(Crystal crystal, Site site) {
        Lattice lattice = crystal.lattice();
        double nearest = Double.POSITIVE_INFINITY;
        for (Site other : crystal.sites()) {
            double[] d = {other.x() - site.x(), other.y() - site.y(), other.z() - site.z()};
            for (int axis = 0; axis < 3; axis++) {
                d[axis] -= Math.rint(d[axis]);
            }
            for (int i = -REACH; i <= REACH; i++) {
                for (int j = -REACH; j <= REACH; j++) {
                    for (int k = -REACH; k <= REACH; k++) {
                        double[] r = lattice.cartesian(d[0] + i, d[1] + j, d[2] + k);
                        double length = Math.sqrt(r[0] * r[0] + r[1] * r[1] + r[2] * r[2]);
                        nearest = length > 1e-6 ? Math.min(nearest, length) : nearest;
                    }
                }
            }
        }
        return nearest;
    }
}

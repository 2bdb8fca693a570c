package xcflow.planewave.term;

import java.util.List;
import org.hipparchus.special.Erf;
import xcflow.planewave.pseudopotential.Gth;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;

/**
 * Electrostatic energy of the ions in a uniform compensating background. Ewald, Ann. Phys. 369, 253
 * (1921).
 */
public final class Ewald {
    /** Terms smaller than about e^−38 are left out: beyond double precision. */
    private static final double EXPONENT = 38;

    private Ewald() {}

    /** The energy, Hartree per cell. */
    public static double energy(Crystal crystal, List<Gth> atoms) {
        double length = Math.cbrt(crystal.volume());
        return energy(crystal, atoms, Math.PI / (length * length));
    }

    /**
     * The energy with a given split of the sum, which it does not depend on.
     *
     * @param eta square of the Gaussians' inverse width, bohr⁻²
     */
    static double energy(Crystal crystal, List<Gth> atoms, double eta) {
        double charge = 0;
        double squares = 0;
        for (Gth atom : atoms) {
            charge += atom.valence();
            squares += (double) atom.valence() * atom.valence();
        }
        return realSpace(crystal, atoms, eta)
                + reciprocalSpace(crystal, atoms, eta)
                - Math.sqrt(eta / Math.PI) * squares
                - Math.PI * charge * charge / (2 * crystal.volume() * eta);
    }

    private static double realSpace(Crystal crystal, List<Gth> atoms, double eta) {
        Lattice lattice = crystal.lattice();
        double range = Math.sqrt(EXPONENT / eta);
        int[] reach = reach(lattice.reciprocalRows(), range);
        List<Site> sites = crystal.sites();
        double sum = 0;
        for (int a = 0; a < sites.size(); a++) {
            for (int b = 0; b < sites.size(); b++) {
                double[] d = new double[3];
                for (int i = 0; i < 3; i++) {
                    d[i] = sites.get(b).fractional()[i] - sites.get(a).fractional()[i];
                    d[i] -= Math.rint(d[i]);
                }
                double potential = 0;
                for (int i = -reach[0]; i <= reach[0]; i++) {
                    for (int j = -reach[1]; j <= reach[1]; j++) {
                        for (int k = -reach[2]; k <= reach[2]; k++) {
                            double r = norm(lattice.cartesian(d[0] + i, d[1] + j, d[2] + k));
                            if (r > 1e-8 && r < range) {
                                potential += Erf.erfc(Math.sqrt(eta) * r) / r;
                            }
                        }
                    }
                }
                sum += 0.5 * atoms.get(a).valence() * atoms.get(b).valence() * potential;
            }
        }
        return sum;
    }

    private static double reciprocalSpace(Crystal crystal, List<Gth> atoms, double eta) {
        Lattice lattice = crystal.lattice();
        double range = 2 * Math.sqrt(EXPONENT * eta);
        int[] reach = reach(lattice.rows(), range);
        double sum = 0;
        for (int i = -reach[0]; i <= reach[0]; i++) {
            for (int j = -reach[1]; j <= reach[1]; j++) {
                for (int k = -reach[2]; k <= reach[2]; k++) {
                    double g = norm(lattice.wave(i, j, k));
                    if (g < 1e-8 || g > range) {
                        continue;
                    }
                    double re = 0;
                    double im = 0;
                    for (int a = 0; a < atoms.size(); a++) {
                        Site site = crystal.sites().get(a);
                        double phase = 2 * Math.PI * (i * site.x() + j * site.y() + k * site.z());
                        re += atoms.get(a).valence() * Math.cos(phase);
                        im += atoms.get(a).valence() * Math.sin(phase);
                    }
                    sum += (re * re + im * im) * Math.exp(-g * g / (4 * eta)) / (g * g);
                }
            }
        }
        return 2 * Math.PI / crystal.volume() * sum;
    }

    /** How many cells a sphere reaches along each vector, given the dual vectors. */
    private static int[] reach(double[][] dual, double range) {
        int[] reach = new int[3];
        for (int i = 0; i < 3; i++) {
            reach[i] = (int) Math.ceil(range * norm(dual[i]) / (2 * Math.PI)) + 1;
        }
        return reach;
    }

    private static double norm(double[] v) {
        return Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    }
}

package xcflow.planewave.term;

import java.util.List;
import org.hipparchus.special.Erf;
import xcflow.planewave.pseudopotential.Gth;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;

/**
 * Electrostatic energy of the ions in a uniform compensating background, with its derivatives with
 * respect to positions and strain. Ewald, Ann. Phys. 369, 253 (1921); Nielsen & Martin, Phys. Rev.
 * B 32, 3792 (1985).
 */
public final class Ewald {
    /** Terms smaller than about e^−38 are left out: beyond double precision. */
    private static final double EXPONENT = 38;

    private final Crystal crystal;
    private final double[] charges;
    private final double eta;

    private Ewald(Crystal crystal, List<Gth> atoms, double eta) {
        this.crystal = crystal;
        this.charges = atoms.stream().mapToDouble(Gth::valence).toArray();
        this.eta = eta;
    }

    /** With the split of the sum that makes both parts about equally long. */
    private static Ewald of(Crystal crystal, List<Gth> atoms) {
        double length = Math.cbrt(crystal.volume());
        return new Ewald(crystal, atoms, Math.PI / (length * length));
    }

    /** The energy, Hartree per cell. */
    public static double energy(Crystal crystal, List<Gth> atoms) {
        return of(crystal, atoms).energy();
    }

    /**
     * The energy with a given split of the sum, which it does not depend on.
     *
     * @param eta square of the Gaussians' inverse width, bohr⁻²
     */
    static double energy(Crystal crystal, List<Gth> atoms, double eta) {
        return new Ewald(crystal, atoms, eta).energy();
    }

    /** Minus its derivative with respect to the positions, [sites × 3], Ha/bohr. */
    public static double[] forces(Crystal crystal, List<Gth> atoms) {
        return of(crystal, atoms).forces();
    }

    /** Its derivative with respect to the strain of the cell, [3 × 3] row-major, Hartree. */
    public static double[] strain(Crystal crystal, List<Gth> atoms) {
        return of(crystal, atoms).strain();
    }

    private double energy() {
        double squares = 0;
        for (double z : charges) {
            squares += z * z;
        }
        double[] sums = new double[2];
        forEachImage(
                (a, b, d, r) ->
                        sums[0] +=
                                0.5 * charges[a] * charges[b] * Erf.erfc(Math.sqrt(eta) * r) / r);
        forEachWave((g, weight, re, im) -> sums[1] += weight * (re * re + im * im));
        return sums[0] + sums[1] - Math.sqrt(eta / Math.PI) * squares + background();
    }

    /** Energy of the background, which makes the cell neutral. */
    private double background() {
        double charge = 0;
        for (double z : charges) {
            charge += z;
        }
        return -Math.PI * charge * charge / (2 * crystal.volume() * eta);
    }

    private double[] forces() {
        double[] forces = new double[3 * charges.length];
        forEachImage(
                (a, b, d, r) -> {
                    double factor = charges[a] * charges[b] * slope(r) / r;
                    for (int axis = 0; axis < 3; axis++) {
                        forces[3 * a + axis] += factor * d[axis];
                    }
                });
        double[][] phases = new double[2][charges.length];
        forEachWave(
                (g, weight, re, im) -> {
                    phases(g, phases);
                    for (int a = 0; a < charges.length; a++) {
                        double factor =
                                2 * weight * charges[a] * (re * phases[1][a] - im * phases[0][a]);
                        for (int axis = 0; axis < 3; axis++) {
                            forces[3 * a + axis] += factor * g[axis];
                        }
                    }
                });
        return forces;
    }

    private double[] strain() {
        double[] strain = new double[9];
        double[] atWaves = new double[1];
        forEachImage(
                (a, b, d, r) -> addDyad(0.5 * charges[a] * charges[b] * slope(r) / r, d, strain));
        forEachWave(
                (g, weight, re, im) -> {
                    double energy = weight * (re * re + im * im);
                    double g2 = g[0] * g[0] + g[1] * g[1] + g[2] * g[2];
                    atWaves[0] += energy;
                    addDyad(2 * energy * (1 / g2 + 1 / (4 * eta)), g, strain);
                });
        for (int i = 0; i < 9; i += 4) {
            strain[i] -= atWaves[0] + background();
        }
        return strain;
    }

    private static void addDyad(double factor, double[] v, double[] sum) {
        for (int i = 0; i < 9; i++) {
            sum[i] += factor * v[i / 3] * v[i % 3];
        }
    }

    /** Derivative of erfc(√η r)/r. */
    private double slope(double r) {
        double gaussian = 2 * Math.sqrt(eta / Math.PI) * Math.exp(-eta * r * r);
        return -(Erf.erfc(Math.sqrt(eta) * r) / r + gaussian) / r;
    }

    @FunctionalInterface
    private interface Images {
        /** Sees an image of atom b at the distance r from atom a, in the direction d. */
        void at(int a, int b, double[] d, double r);
    }

    private void forEachImage(Images images) {
        Lattice lattice = crystal.lattice();
        double range = Math.sqrt(EXPONENT / eta);
        int[] reach = reach(lattice.reciprocalRows(), range);
        List<Site> sites = crystal.sites();
        for (int a = 0; a < sites.size(); a++) {
            for (int b = 0; b < sites.size(); b++) {
                double[] d = new double[3];
                for (int i = 0; i < 3; i++) {
                    d[i] = sites.get(b).fractional()[i] - sites.get(a).fractional()[i];
                    d[i] -= Math.rint(d[i]);
                }
                for (int i = -reach[0]; i <= reach[0]; i++) {
                    for (int j = -reach[1]; j <= reach[1]; j++) {
                        for (int k = -reach[2]; k <= reach[2]; k++) {
                            double[] v = lattice.cartesian(d[0] + i, d[1] + j, d[2] + k);
                            double r = norm(v);
                            if (r > 1e-8 && r < range) {
                                images.at(a, b, v, r);
                            }
                        }
                    }
                }
            }
        }
    }

    @FunctionalInterface
    private interface Waves {
        /** Sees a wave with the structure factor Σ Z e^{iG·τ}, whose square has the weight. */
        void at(double[] g, double weight, double re, double im);
    }

    private void forEachWave(Waves waves) {
        Lattice lattice = crystal.lattice();
        double range = 2 * Math.sqrt(EXPONENT * eta);
        int[] reach = reach(lattice.rows(), range);
        double scale = 2 * Math.PI / crystal.volume();
        for (int i = -reach[0]; i <= reach[0]; i++) {
            for (int j = -reach[1]; j <= reach[1]; j++) {
                for (int k = -reach[2]; k <= reach[2]; k++) {
                    double[] wave = lattice.wave(i, j, k);
                    double g = norm(wave);
                    if (g < 1e-8 || g > range) {
                        continue;
                    }
                    double re = 0;
                    double im = 0;
                    for (int a = 0; a < charges.length; a++) {
                        Site site = crystal.sites().get(a);
                        double phase = 2 * Math.PI * (i * site.x() + j * site.y() + k * site.z());
                        re += charges[a] * Math.cos(phase);
                        im += charges[a] * Math.sin(phase);
                    }
                    waves.at(wave, scale * Math.exp(-g * g / (4 * eta)) / (g * g), re, im);
                }
            }
        }
    }

    /** Cosine and sine of G·τ of each atom. */
    private void phases(double[] g, double[][] phases) {
        for (int a = 0; a < charges.length; a++) {
            double[] r = crystal.lattice().cartesian(crystal.sites().get(a).fractional());
            double phase = g[0] * r[0] + g[1] * r[1] + g[2] * r[2];
            phases[0][a] = Math.cos(phase);
            phases[1][a] = Math.sin(phase);
        }
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

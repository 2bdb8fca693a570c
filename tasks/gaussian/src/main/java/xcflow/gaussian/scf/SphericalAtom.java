package xcflow.gaussian.scf;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import xcflow.gaussian.basis.CorePotential;
import xcflow.gaussian.basis.Shell;

/**
 * Density of a free atom with its electrons spread evenly over each subshell, in the molecule's own
 * basis functions: self-consistent with Slater exchange on a radial grid. Good enough as the start
 * of a molecular calculation, and spherical by construction.
 */
final class SphericalAtom {
    private static final int RADII = 300;
    private static final int ITERATIONS = 60;
    private static final double MIXING = 0.4;
    private static final double SETTLED = 1e-6;

    private final int charge;
    private final double step;
    private final double[] r = new double[RADII];
    private final TreeMap<Integer, Channel> channels = new TreeMap<>();

    /** Functions of one angular momentum: radial parts r^l·R and their integrals. */
    private final class Channel {
        final int l;
        final double electrons;
        final double[][] values;
        final double[] kinetic;
        final OrthonormalBasis orthonormal;
        final double[] core = new double[RADII];
        double[] matrix;

        Channel(int l, double electrons, Optional<CorePotential> potential, List<Shell> shells) {
            this.l = l;
            potential.ifPresent(u -> Arrays.setAll(core, i -> u.at(l, r[i])));
            this.electrons = electrons;
            int n = shells.size();
            values = new double[n][RADII];
            double[][] slopes = new double[n][RADII];
            for (int s = 0; s < n; s++) {
                fill(shells.get(s), values[s], slopes[s]);
            }
            double[] overlap = new double[n * n];
            kinetic = new double[n * n];
            for (int s = 0; s < n; s++) {
                for (int t = 0; t < n; t++) {
                    for (int i = 0; i < RADII; i++) {
                        double volume = step * r[i] * 4 * Math.PI / (2 * l + 1);
                        double product = values[s][i] * values[t][i];
                        overlap[s * n + t] += volume * r[i] * r[i] * product;
                        kinetic[s * n + t] +=
                                0.5
                                        * volume
                                        * (r[i] * r[i] * slopes[s][i] * slopes[t][i]
                                                + l * (l + 1) * product);
                    }
                }
            }
            orthonormal =
                    new OrthonormalBasis(n, overlap, List.of(IntStream.range(0, n).toArray()));
        }

        private void fill(Shell shell, double[] value, double[] slope) {
            for (int i = 0; i < RADII; i++) {
                double power = Math.pow(r[i], shell.l());
                for (int k = 0; k < shell.exponents().length; k++) {
                    double alpha = shell.exponents()[k];
                    double term = shell.coefficients()[k] * power * Math.exp(-alpha * r[i] * r[i]);
                    value[i] += term;
                    slope[i] += term * (shell.l() / r[i] - 2 * alpha * r[i]);
                }
            }
        }

        /** Solves for the orbitals in a potential, fills them and adds their density. */
        void respond(double[] potential, double[] density) {
            int n = values.length;
            double[] operator = kinetic.clone();
            double[] weighted = new double[RADII];
            Arrays.setAll(
                    weighted,
                    i ->
                            step
                                    * 4
                                    * Math.PI
                                    / (2 * l + 1)
                                    * (r[i] * r[i] * r[i])
                                    * (potential[i] + core[i]));
            for (int s = 0; s < n; s++) {
                for (int t = 0; t <= s; t++) {
                    double integral = integral(weighted, values[s], values[t]);
                    operator[s * n + t] += integral;
                    if (t < s) {
                        operator[t * n + s] += integral;
                    }
                }
            }
            matrix = new double[n * n];
            double left = electrons;
            for (OrthonormalBasis.Level level : orthonormal.solve(operator)) {
                double each = Math.min(left, 2 * (2 * l + 1)) / (2 * l + 1);
                left -= each * (2 * l + 1);
                if (each > 0) {
                    occupy(level.coefficients(), each, density);
                }
            }
        }

        /** Adds an orbital of {@code each} electrons for every m. */
        private void occupy(double[] c, double each, double[] density) {
            double[] orbital = new double[RADII];
            for (int s = 0; s < c.length; s++) {
                for (int t = 0; t < c.length; t++) {
                    matrix[s * c.length + t] += each * c[s] * c[t];
                }
                for (int i = 0; i < RADII; i++) {
                    orbital[i] += c[s] * values[s][i];
                }
            }
            for (int i = 0; i < RADII; i++) {
                density[i] += each * orbital[i] * orbital[i];
            }
        }

        private static double integral(double[] weighted, double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < RADII; i++) {
                sum += weighted[i] * a[i] * b[i];
            }
            return sum;
        }
    }

    /**
     * @param charge of the nucleus without its replaced core
     * @param potential that replaces the core, if one does
     * @param shells all shells of one atom
     */
    SphericalAtom(int charge, Optional<CorePotential> potential, List<Shell> shells) {
        this.charge = charge;
        double first = 1e-5 / charge;
        step = Math.log(40 / first) / (RADII - 1);
        for (int i = 0; i < RADII; i++) {
            r[i] = first * Math.exp(i * step);
        }
        double[] electrons = electrons(charge, potential);
        for (int l = 0; l < electrons.length; l++) {
            int momentum = l;
            List<Shell> own = shells.stream().filter(s -> s.l() == momentum).toList();
            if (!own.isEmpty() && electrons[l] > 0) {
                channels.put(l, new Channel(l, electrons[l], potential, own));
            }
        }
        converge();
    }

    /**
     * Density matrix between the radial parts of the shells of an angular momentum, the same for
     * each m; null if that angular momentum is empty. [shells × shells]
     */
    double[] matrix(int l) {
        Channel channel = channels.get(l);
        return channel == null ? null : channel.matrix;
    }

    private void converge() {
        double[] screening = new double[RADII];
        Arrays.setAll(screening, i -> 0.7 * charge / r[i] * (1 - Math.exp(-r[i])));
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            double[] potential = new double[RADII];
            Arrays.setAll(potential, i -> screening[i] - charge / r[i]);
            double[] density = new double[RADII];
            channels.values().forEach(channel -> channel.respond(potential, density));
            double[] next = repulsion(density);
            double change = 0;
            for (int i = 0; i < RADII; i++) {
                change = Math.max(change, r[i] * Math.abs(next[i] - screening[i]));
                screening[i] += MIXING * (next[i] - screening[i]);
            }
            if (change < SETTLED) {
                return;
            }
        }
    }

    /** Hartree potential and Slater's exchange potential −(3ρ/π)^(1/3). */
    private double[] repulsion(double[] density) {
        double[] inside = new double[RADII];
        double[] outside = new double[RADII];
        for (int i = 1; i < RADII; i++) {
            inside[i] = inside[i - 1] + 0.5 * step * (charge(i, density) + charge(i - 1, density));
        }
        for (int i = RADII - 2; i >= 0; i--) {
            outside[i] =
                    outside[i + 1]
                            + 0.5
                                    * step
                                    * (charge(i, density) / r[i]
                                            + charge(i + 1, density) / r[i + 1]);
        }
        double[] potential = new double[RADII];
        Arrays.setAll(
                potential,
                i ->
                        inside[i] / r[i]
                                + outside[i]
                                - Math.cbrt(3 / Math.PI * Math.max(density[i], 0)));
        return potential;
    }

    /** 4πr³ρ, the charge per unit of ln r. */
    private double charge(int i, double[] density) {
        return 4 * Math.PI * r[i] * r[i] * r[i] * density[i];
    }

    /** Electrons of each angular momentum outside the core. */
    private static double[] electrons(int charge, Optional<CorePotential> potential) {
        double[] electrons =
                electronsByMomentum(charge + potential.map(CorePotential::electrons).orElse(0));
        if (potential.isPresent()) {
            double[] core = potential.get().electronsByMomentum();
            Arrays.setAll(electrons, l -> Math.max(0, electrons[l] - core[l]));
        }
        return electrons;
    }

    /** Electrons of each angular momentum in the order of Madelung: 1s 2s 2p 3s 3p 4s 3d …. */
    private static double[] electronsByMomentum(int electrons) {
        double[] byMomentum = new double[4];
        int left = electrons;
        for (int sum = 1; left > 0; sum++) {
            for (int l = Math.min(3, (sum - 1) / 2); l >= 0 && left > 0; l--) {
                int taken = Math.min(left, 2 * (2 * l + 1));
                byMomentum[l] += taken;
                left -= taken;
            }
        }
        return byMomentum;
    }
}

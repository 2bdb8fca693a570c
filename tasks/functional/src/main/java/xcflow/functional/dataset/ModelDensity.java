package xcflow.functional.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import xcflow.functional.Points;

/**
 * Analytic densities with analytic gradients: {@link ModelAtom}s and superpositions of them, on a
 * quadrature of their own. They make data sets without any engine.
 *
 * @param name name of the system
 * @param atoms the atoms
 * @param positions of the atoms, in bohr, three numbers each
 */
public record ModelDensity(String name, List<ModelAtom> atoms, double[][] positions) {
    private static final int RADIAL = 60;
    private static final int POLAR = 8;

    public ModelDensity {
        atoms = List.copyOf(atoms);
    }

    /** A single atom at the origin. */
    public static ModelDensity atom(ModelAtom atom) {
        return new ModelDensity(atom.name(), List.of(atom), new double[1][3]);
    }

    /** The densities at the points of a quadrature. */
    public DataSet sample() {
        var grid = new ArrayList<double[]>();
        for (int a = 0; a < atoms.size(); a++) {
            addGrid(a, grid);
        }
        int n = grid.size();
        var points = Points.allocate(n, true);
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            double[] node = grid.get(i);
            weights[i] = node[3];
            density(node, points, i);
        }
        int[] system = new int[n];
        Arrays.fill(system, 0);
        return new DataSet(points, weights, system, List.of(name));
    }

    private void density(double[] at, Points points, int i) {
        double[] up = new double[3];
        double[] down = new double[3];
        for (int a = 0; a < atoms.size(); a++) {
            double[] d = difference(at, positions[a]);
            double r = Math.max(norm(d), 1e-12);
            for (ModelAtom.Shell shell : atoms.get(a).shells()) {
                double density = shell.density(r);
                points.rhoA[i] += shell.up() * density;
                points.rhoB[i] += shell.down() * density;
                double slope = shell.slope(r) / r;
                for (int x = 0; x < 3; x++) {
                    up[x] += shell.up() * slope * d[x];
                    down[x] += shell.down() * slope * d[x];
                }
            }
        }
        points.sigmaAA[i] = dot(up, up);
        points.sigmaAB[i] = dot(up, down);
        points.sigmaBB[i] = dot(down, down);
    }

    /**
     * Adds the nodes {x, y, z, weight} around one atom: Gauss–Chebyshev radial points mapped as in
     * A. D. Becke, J. Chem. Phys. 88, 2547 (1988), and a product rule over directions.
     */
    private void addGrid(int atom, List<double[]> grid) {
        boolean alone = atoms.size() == 1;
        double scale = 0.5 * atoms.get(atom).radius();
        double[][] directions = alone ? new double[][] {{0, 0, 1, 4 * Math.PI}} : directions();
        for (int k = 1; k <= RADIAL; k++) {
            double angle = k * Math.PI / (RADIAL + 1);
            double x = Math.cos(angle);
            double r = scale * (1 + x) / (1 - x);
            double radialWeight =
                    Math.PI / (RADIAL + 1) * Math.sin(angle) * 2 * scale / ((1 - x) * (1 - x));
            if (r > 30) {
                continue;
            }
            for (double[] direction : directions) {
                double[] node = new double[4];
                for (int c = 0; c < 3; c++) {
                    node[c] = positions[atom][c] + r * direction[c];
                }
                node[3] = radialWeight * r * r * direction[3] * (alone ? 1 : share(atom, node));
                if (node[3] > 1e-14) {
                    grid.add(node);
                }
            }
        }
    }

    /** Gauss–Legendre in cos θ times the trapezoidal rule in the azimuth: {x, y, z, weight}. */
    private static double[][] directions() {
        double[][] directions = new double[POLAR * 2 * POLAR][];
        int at = 0;
        for (int i = 0; i < POLAR; i++) {
            double z = Math.cos(Math.PI * (i + 0.75) / (POLAR + 0.5));
            double slope = 0;
            for (int newton = 0; newton < 60; newton++) {
                double before = 1;
                double value = z;
                for (int degree = 2; degree <= POLAR; degree++) {
                    double next = ((2 * degree - 1) * z * value - (degree - 1) * before) / degree;
                    before = value;
                    value = next;
                }
                slope = POLAR * (z * value - before) / (z * z - 1);
                z -= value / slope;
            }
            double weight = 2 / ((1 - z * z) * slope * slope);
            double sine = Math.sqrt(1 - z * z);
            for (int j = 0; j < 2 * POLAR; j++) {
                double azimuth = Math.PI * (j + 0.5) / POLAR;
                directions[at++] =
                        new double[] {
                            sine * Math.cos(azimuth),
                            sine * Math.sin(azimuth),
                            z,
                            weight * Math.PI / POLAR
                        };
            }
        }
        return directions;
    }

    /** Becke's share of an atom in a point, J. Chem. Phys. 88, 2547 (1988), eqs. 13–22. */
    private double share(int atom, double[] at) {
        double sum = 0;
        double own = 0;
        for (int a = 0; a < atoms.size(); a++) {
            double product = 1;
            for (int b = 0; b < atoms.size(); b++) {
                if (a != b) {
                    double mu =
                            (norm(difference(at, positions[a]))
                                            - norm(difference(at, positions[b])))
                                    / norm(difference(positions[a], positions[b]));
                    for (int k = 0; k < 3; k++) {
                        mu = mu * (3 - mu * mu) / 2;
                    }
                    product *= (1 - mu) / 2;
                }
            }
            sum += product;
            own = a == atom ? product : own;
        }
        return own / sum;
    }

    private static double[] difference(double[] a, double[] b) {
        return new double[] {a[0] - b[0], a[1] - b[1], a[2] - b[2]};
    }

    private static double norm(double[] v) {
        return Math.sqrt(dot(v, v));
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }
}

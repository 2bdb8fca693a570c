package xcflow.gaussian.integral;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.CorePotential;
import xcflow.gaussian.basis.Shell;
import xcflow.numerics.LinearAlgebra;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Atom;

/**
 * The projecting parts Σ_lm |lm⟩ U_l(r) ⟨lm| of the core potential of one atom. On each sphere
 * about it every function has a projection on Y_lm, see {@link CentredShell}, so that matrix
 * elements are integrals over r of products of two of them.
 *
 * <p>The half line is cut where functions may be narrow: in steps that double away from the centre
 * and from every atom in reach, beginning with the width of its steepest function. Each piece is
 * halved until it and its halves agree on ∫ |U_l| F² for every function; then any product of two is
 * exact to rounding.
 */
final class SemilocalPotential {
    private static final GaussLegendre RULE = GaussLegendre.of(16);

    /** Parts that are summed by themselves: fixed, so that threads do not change results. */
    private static final int PARTS = 8;

    /** The halves are nearer to the truth than this by the order of the rule. */
    private static final double RELATIVE = 1e-11;

    private static final double ABSOLUTE = 1e-17;

    private static final int MOST_HALVINGS = 40;

    private final CorePotential potential;
    private final int atom;
    private final int projections;
    private final List<CentredShell> shells = new ArrayList<>();
    private final List<double[]> pieces = new ArrayList<>();
    private final int rows;

    /**
     * @param atom whose potential it is
     * @param slopes whether derivatives are wanted
     */
    SemilocalPotential(Basis basis, int atom, boolean slopes) {
        this.potential = basis.valence().potentials().get(atom).orElseThrow();
        this.atom = atom;
        this.projections = potential.semilocal().size();
        double least = Double.POSITIVE_INFINITY;
        double greatest = 0;
        for (List<CorePotential.Term> part : potential.semilocal()) {
            for (CorePotential.Term term : part) {
                least = Math.min(least, term.exponent());
                greatest = Math.max(greatest, term.exponent());
            }
        }
        // Distances of atoms in reach, each with its largest exponent.
        TreeMap<Double, Double> steepest = new TreeMap<>();
        steepest.put(0.0, greatest);
        Atom centre = basis.molecule().atoms().get(atom);
        DirectionalMoments[] moments = new DirectionalMoments[basis.molecule().atoms().size()];
        int count = 0;
        for (Shell shell : basis.shells()) {
            double[] vector = {
                shell.x() - centre.x(), shell.y() - centre.y(), shell.z() - centre.z()
            };
            double distance = Math.hypot(Math.hypot(vector[0], vector[1]), vector[2]);
            double alpha = steepestInReach(shell, distance, least);
            if (alpha == 0) {
                continue;
            }
            steepest.merge(distance, alpha, Math::max);
            boolean moves = slopes && shell.atom() != atom;
            if (moments[shell.atom()] == null) {
                moments[shell.atom()] =
                        new DirectionalMoments(
                                direction(vector, distance), projections + basis.maxL());
            }
            CentredShell centred =
                    new CentredShell(
                            shell,
                            vector,
                            moments[shell.atom()],
                            basis.angular(),
                            projections,
                            moves);
            shells.add(centred);
            count += centred.rows();
        }
        rows = count;
        if (projections > 0) {
            pieces.addAll(RadialCuts.pieces(steepest, Math.sqrt(70 / least)));
        }
    }

    private static double[] direction(double[] vector, double distance) {
        return distance == 0
                ? new double[] {0, 0, 1}
                : new double[] {vector[0] / distance, vector[1] / distance, vector[2] / distance};
    }

    /** Largest exponent of a primitive that the potential reaches; 0 if there is none. */
    private static double steepestInReach(Shell shell, double distance, double exponent) {
        double steepest = 0;
        for (double alpha : shell.exponents()) {
            if (!CentredShell.negligible(alpha, distance, exponent)) {
                steepest = Math.max(steepest, alpha);
            }
        }
        return steepest;
    }

    /** All rows on the spheres of a piece. */
    private final class Piece {
        final double from;
        final double to;
        final List<CentredShell> present = new ArrayList<>();

        /** Of each present shell, for each l: [rows × (2l + 1) × nodes]. */
        final List<double[][]> values = new ArrayList<>();

        /** ∫ Σ_l |U_l| F² of each row of all shells, with the terms' absolute values. */
        final double[] norms = new double[rows];

        /** For each l, at each node: weight times r² U_l. */
        final double[][] weights = new double[projections][RULE.nodes().length];

        Piece(double from, double to) {
            this.from = from;
            this.to = to;
            int nodes = RULE.nodes().length;
            double[] radii = new double[nodes];
            double[][] bounds = new double[projections][nodes];
            for (int i = 0; i < nodes; i++) {
                radii[i] = 0.5 * (from + to + (to - from) * RULE.nodes()[i]);
                double weight = 0.5 * (to - from) * RULE.weights()[i] * radii[i] * radii[i];
                for (int l = 0; l < projections; l++) {
                    for (CorePotential.Term term : potential.semilocal().get(l)) {
                        double value = weight * term.at(radii[i]);
                        weights[l][i] += value;
                        bounds[l][i] += Math.abs(value);
                    }
                }
            }
            int row = 0;
            for (CentredShell shell : shells) {
                double[][] filled = new double[projections][];
                for (int l = 0; l < projections; l++) {
                    filled[l] = new double[shell.rows() * (2 * l + 1) * nodes];
                }
                if (shell.fill(radii, filled)) {
                    present.add(shell);
                    values.add(filled);
                    addNorms(filled, bounds, row, shell.rows());
                }
                row += shell.rows();
            }
        }

        private void addNorms(double[][] filled, double[][] bounds, int first, int count) {
            int nodes = RULE.nodes().length;
            for (int l = 0; l < projections; l++) {
                int at = 0;
                for (int row = 0; row < count; row++) {
                    for (int m = 0; m <= 2 * l; m++) {
                        for (int i = 0; i < nodes; i++) {
                            double value = filled[l][at++];
                            norms[first + row] += bounds[l][i] * value * value;
                        }
                    }
                }
            }
        }

        boolean agrees(Piece left, Piece right) {
            for (int row = 0; row < rows; row++) {
                double halves = left.norms[row] + right.norms[row];
                double error = Math.abs(norms[row] - halves);
                // Written so that NaN disagrees.
                if (!(error <= RELATIVE * halves + ABSOLUTE)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Does something with each piece that is fine enough. */
    @FunctionalInterface
    private interface Visit {
        void piece(Piece piece);
    }

    private void visit(Piece piece, int halvings, Visit visit) {
        double middle = 0.5 * (piece.from + piece.to);
        Piece left = new Piece(piece.from, middle);
        Piece right = new Piece(middle, piece.to);
        if (piece.agrees(left, right)) {
            visit.piece(left);
            visit.piece(right);
        } else if (halvings == MOST_HALVINGS) {
            throw new ArithmeticException(
                    "an integral over the core potential of atom "
                            + (atom + 1)
                            + " does not converge at a distance of "
                            + middle
                            + " bohr");
        } else {
            visit(left, halvings + 1, visit);
            visit(right, halvings + 1, visit);
        }
    }

    /** The pieces of a part of the half line, one after another. */
    private void visitPart(int part, Visit visit) {
        for (int i = part; i < pieces.size(); i += PARTS) {
            visit(new Piece(pieces.get(i)[0], pieces.get(i)[1]), 0, visit);
        }
    }

    /** Adds the matrix elements to a symmetric matrix, [n × n]. */
    void addTo(double[] matrix, int n, Workers workers) {
        double[][] parts = new double[PARTS][];
        workers.forEach(
                PARTS,
                part -> {
                    double[] sum = new double[n * n];
                    visitPart(part, piece -> addTo(sum, n, piece));
                    parts[part] = sum;
                });
        for (double[] part : parts) {
            for (int i = 0; i < matrix.length; i++) {
                matrix[i] += part[i];
            }
        }
    }

    private void addTo(double[] matrix, int n, Piece piece) {
        int size = piece.present.stream().mapToInt(s -> s.shell().functions()).sum();
        double[] block = new double[size * size];
        for (int l = 0; l < projections; l++) {
            int width = (2 * l + 1) * RULE.nodes().length;
            double[] plain = functions(piece, l, size);
            double[] weighted = weighted(piece, l, plain, width);
            LinearAlgebra.multiply(false, true, size, size, width, 1, weighted, plain, 1, block);
        }
        int[] place = places(piece, size);
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                matrix[place[i] * n + place[j]] += block[i * size + j];
            }
        }
    }

    /** Projections of the functions that are present, [functions × ((2l + 1) nodes)]. */
    private static double[] functions(Piece piece, int l, int size) {
        int width = (2 * l + 1) * RULE.nodes().length;
        double[] result = new double[size * width];
        int at = 0;
        for (int s = 0; s < piece.present.size(); s++) {
            int length = piece.present.get(s).shell().functions() * width;
            System.arraycopy(piece.values.get(s)[l], 0, result, at, length);
            at += length;
        }
        return result;
    }

    private static double[] weighted(Piece piece, int l, double[] plain, int width) {
        double[] result = plain.clone();
        double[] weights = piece.weights[l];
        for (int i = 0; i < result.length; i++) {
            result[i] *= weights[i % width % weights.length];
        }
        return result;
    }

    private static int[] places(Piece piece, int size) {
        int[] place = new int[size];
        int at = 0;
        for (CentredShell shell : piece.present) {
            for (int f = 0; f < shell.shell().functions(); f++) {
                place[at++] = shell.shell().first() + f;
            }
        }
        return place;
    }

    /**
     * Derivatives of the energy of a density by the positions of the atoms.
     *
     * @param density symmetric, [n × n]
     * @param gradient by x, y and z of each atom; what is found is added
     */
    void addGradient(double[] density, int n, double[] gradient, Workers workers) {
        double[][] parts = new double[PARTS][];
        workers.forEach(
                PARTS,
                part -> {
                    double[] sum = new double[gradient.length];
                    visitPart(part, piece -> addGradient(density, n, sum, piece));
                    parts[part] = sum;
                });
        for (double[] part : parts) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += part[i];
            }
        }
    }

    private void addGradient(double[] density, int n, double[] gradient, Piece piece) {
        int size = piece.present.stream().mapToInt(s -> s.shell().functions()).sum();
        int[] place = places(piece, size);
        double[] block = new double[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                block[i * size + j] = density[place[i] * n + place[j]];
            }
        }
        for (int l = 0; l < projections; l++) {
            int width = (2 * l + 1) * RULE.nodes().length;
            double[] weighted = weighted(piece, l, functions(piece, l, size), width);
            double[] others = new double[size * width];
            LinearAlgebra.multiply(false, false, size, width, size, 1, block, weighted, 0, others);
            int at = 0;
            for (int s = 0; s < piece.present.size(); s++) {
                Shell shell = piece.present.get(s).shell();
                int length = shell.functions() * width;
                double[] values = piece.values.get(s)[l];
                for (int axis = 0; axis < 3 && values.length > length; axis++) {
                    double sum = 0;
                    for (int i = 0; i < length; i++) {
                        sum += values[(axis + 1) * length + i] * others[at + i];
                    }
                    // Nothing changes when the potential moves along.
                    gradient[3 * shell.atom() + axis] += 2 * sum;
                    gradient[3 * atom + axis] -= 2 * sum;
                }
                at += length;
            }
        }
    }
}

package xcflow.gaussian.integral;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.Shell;
import xcflow.numerics.Workers;

/**
 * Products of basis functions that move with their atoms. If both atoms move, the Hermite Gaussians
 * of the product move, Λ_h becoming Λ_(h+1); if the left one moves alone, the expansion changes. An
 * energy thus asks for its potential in Hermite Gaussians of one order more than the product has.
 */
final class MovingProducts {
    /** Parts that are summed by themselves: fixed, so that threads do not change results. */
    private static final int PARTS = 64;

    private final Basis basis;
    private final List<Distributions.Product> products;
    private final List<Distribution> raised;
    private final Workers workers;

    /** Derivatives of an energy by the products of the functions of two shells. */
    @FunctionalInterface
    interface Potential {
        /**
         * @param product number of the product
         * @param potential derivatives by the Hermite coefficients of the products in the segment,
         *     [rows × columns × Hermite count(order of the segment + 1)], overwritten
         */
        void fill(int product, Distribution.Segment segment, double[] potential);
    }

    /**
     * @param threshold Coulomb norm of the products that are left out
     */
    MovingProducts(Basis basis, double threshold, Workers workers) {
        this.basis = basis;
        this.workers = workers;
        products = Distributions.factors(basis, threshold, workers);
        raised = raised(products.stream().map(Distributions.Product::distribution).toList());
    }

    /** The same distributions with room for one order more, and no products. */
    static List<Distribution> raised(List<Distribution> distributions) {
        List<Distribution> result = new ArrayList<>();
        for (Distribution d : distributions) {
            result.add(
                    new Distribution(
                            d.exponent(),
                            d.x(),
                            d.y(),
                            d.z(),
                            d.order() + 1,
                            List.of(),
                            d.bound()));
        }
        return result;
    }

    /** Place of Λ_h moved along an axis, at {@code 4 h + 1 + axis}. */
    static int[] moved(int order) {
        return Hermite.sums(order, 1);
    }

    List<Distributions.Product> products() {
        return products;
    }

    /** The products' distributions with room for one order more. */
    List<Distribution> raised() {
        return raised;
    }

    /** A density matrix [n × n] in the Hermite Gaussians, those of the additional order zero. */
    HermiteField density(double[] matrix) {
        HermiteField field = HermiteField.zero(raised);
        workers.forEach(
                products.size(),
                () -> new double[Hermite.count(Hermite.MAX_ORDER)],
                (scratch, i) -> {
                    Distribution product = products.get(i).distribution();
                    product.expand(matrix, basis.count(), scratch);
                    int count = Hermite.count(product.order());
                    System.arraycopy(scratch, 0, field.values(), field.offsets()[i], count);
                });
        return field;
    }

    /**
     * Derivative of the energy of a density in a potential.
     *
     * @param potential at the {@link #raised} distributions
     * @return by x, y and z of each atom, [3 × atoms]
     */
    double[] gradient(double[] matrix, HermiteField potential) {
        int n = basis.count();
        Potential inDensity =
                (product, segment, into) -> {
                    int at = potential.offsets()[product];
                    int width = Hermite.count(segment.order() + 1);
                    int to = 0;
                    for (int i = 0; i < segment.rows(); i++) {
                        for (int j = 0; j < segment.columns(); j++) {
                            double density = matrix[(segment.row() + i) * n + segment.column() + j];
                            for (int h = 0; h < width; h++) {
                                into[to++] = density * potential.values()[at + h];
                            }
                        }
                    }
                };
        return gradient(() -> inDensity);
    }

    /** What a thread works with. */
    private record Room(Expansion expansion, Potential potential) {}

    /**
     * Derivative of an energy.
     *
     * @param potentials makes the potential for a thread
     * @return by x, y and z of each atom, [3 × atoms]
     */
    double[] gradient(Supplier<Potential> potentials) {
        int size = 3 * basis.molecule().atoms().size();
        double[][] parts = new double[PARTS][size];
        workers.forEach(
                PARTS,
                () -> new Room(new Expansion(basis.angular()), potentials.get()),
                (room, part) -> {
                    for (int i = part; i < products.size(); i += PARTS) {
                        add(i, room.potential(), room.expansion(), parts[part]);
                    }
                });
        double[] gradient = new double[size];
        for (double[] part : parts) {
            for (int i = 0; i < size; i++) {
                gradient[i] += part[i];
            }
        }
        return gradient;
    }

    private void add(int number, Potential potential, Expansion expansion, double[] gradient) {
        Distributions.Product product = products.get(number);
        int left = product.left().get(0).shell().atom();
        int right = product.right().get(0).shell().atom();
        List<Distribution.Segment> segments = product.distribution().segments();
        int columns = product.right().size();
        double[] both = new double[3];
        double[] first = new double[3];
        for (int s = 0; s < segments.size(); s++) {
            Distribution.Segment segment = segments.get(s);
            int width = Hermite.count(segment.order() + 1);
            double[] field = new double[segment.rows() * segment.columns() * width];
            potential.fill(number, segment, field);
            addMoved(segment, field, both);
            if (left != right) {
                addSlopes(
                        expansion,
                        product.left().get(s / columns),
                        product.right().get(s % columns),
                        segment.weight(),
                        field,
                        first);
            }
        }
        for (int axis = 0; axis < 3; axis++) {
            gradient[3 * left + axis] += first[axis];
            gradient[3 * right + axis] += both[axis] - first[axis];
        }
    }

    /** Adds what changes when both atoms move. */
    private static void addMoved(Distribution.Segment segment, double[] field, double[] both) {
        int[] moved = moved(segment.order());
        int narrow = Hermite.count(segment.order());
        int wide = Hermite.count(segment.order() + 1);
        int products = segment.rows() * segment.columns();
        for (int axis = 0; axis < 3; axis++) {
            double sum = 0;
            for (int k = 0; k < products; k++) {
                for (int h = 0; h < narrow; h++) {
                    sum +=
                            segment.expansion()[k * narrow + h]
                                    * field[k * wide + moved[4 * h + 1 + axis]];
                }
            }
            both[axis] += segment.weight() * sum;
        }
    }

    /** Adds what changes when the left atom moves alone. */
    private static void addSlopes(
            Expansion expansion,
            Distributions.Primitive a,
            Distributions.Primitive b,
            double weight,
            double[] field,
            double[] first) {
        Shell left = a.shell();
        Shell right = b.shell();
        double[][] slopes = expansion.slopes(left, a.number(), right, b.number());
        for (int axis = 0; axis < 3; axis++) {
            double sum = 0;
            for (int i = 0; i < field.length; i++) {
                sum += slopes[axis][i] * field[i];
            }
            first[axis] += weight * sum;
        }
    }
}

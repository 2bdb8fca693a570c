package xcflow.gaussian.integral;

import java.util.Arrays;
import java.util.List;
import xcflow.gaussian.basis.Basis;
import xcflow.numerics.Workers;

/**
 * Derivative of the exchange energy of density matrices by the positions of the nuclei. For every
 * product the potentials (Λ_h|cd) of all products in its Hermite Gaussians are made, and contracted
 * to Σ_cd D_ac (Λ_h|cd) D_bd at once.
 */
final class ExchangeGradient {
    /** Products with a smaller Coulomb norm are left out. */
    private static final double NEGLIGIBLE = 1e-12;

    private final Basis basis;
    private final int n;
    private final Repulsion repulsion;
    private final MovingProducts products;

    ExchangeGradient(Basis basis, Repulsion repulsion, Workers workers) {
        this.basis = basis;
        this.n = basis.count();
        this.repulsion = repulsion;
        this.products = new MovingProducts(basis, NEGLIGIBLE, workers);
    }

    /** Derivative of ½ Σ D_ac (ab|cd) D_bd, summed over density matrices; [3 × atoms]. */
    double[] of(List<double[]> densities) {
        List<Distribution> distributions =
                products.products().stream().map(Distributions.Product::distribution).toList();
        List<FourIndex.Products> kets = distributions.stream().map(FourIndex.Products::of).toList();
        HermiteField none = HermiteField.zero(distributions);
        List<List<Block>> classes = Arrays.stream(none.byOrder()).map(none::blocks).toList();
        return products.gradient(
                () ->
                        new Room(
                                densities,
                                new FourIndex.HalfTransform(
                                        FourIndex.pairs(n), kets, classes, repulsion)));
    }

    /** One thread's potentials in the Hermite Gaussians of a product. */
    private final class Room implements MovingProducts.Potential {
        private final List<double[]> densities;
        private final FourIndex.HalfTransform transform;
        private final double[] square = new double[n * n];
        private final double[] partner = new double[n];
        private double[] half;
        private int product = -1;

        Room(List<double[]> densities, FourIndex.HalfTransform transform) {
            this.densities = densities;
            this.transform = transform;
        }

        @Override
        public void fill(int number, Distribution.Segment segment, double[] potential) {
            if (number != product) {
                product = number;
                half = transform.apply(products.raised().get(number));
            }
            int width = Hermite.count(segment.order() + 1);
            Arrays.fill(potential, 0);
            for (int h = 0; h < width; h++) {
                unpack(h);
                for (double[] density : densities) {
                    add(density, segment, h, width, potential);
                }
            }
        }

        /** Adds Σ_cd D_ac (Λ_h|cd) D_bd for the functions of a segment. */
        private void add(
                double[] density,
                Distribution.Segment segment,
                int h,
                int width,
                double[] potential) {
            for (int j = 0; j < segment.columns(); j++) {
                int column = (segment.column() + j) * n;
                for (int c = 0; c < n; c++) {
                    partner[c] = dot(square, c * n, density, column);
                }
                for (int i = 0; i < segment.rows(); i++) {
                    potential[(i * segment.columns() + j) * width + h] +=
                            dot(partner, 0, density, (segment.row() + i) * n);
                }
            }
        }

        private double dot(double[] a, int atA, double[] b, int atB) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += a[atA + i] * b[atB + i];
            }
            return sum;
        }

        private void unpack(int h) {
            int at = h * FourIndex.pairs(n);
            for (int c = 0; c < n; c++) {
                for (int d = 0; d <= c; d++) {
                    double value = half[at++];
                    square[c * n + d] = value;
                    square[d * n + c] = value;
                }
            }
        }
    }
}

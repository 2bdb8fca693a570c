package xcflow.planewave.force;

import java.util.List;
import xcflow.structure.crystal.Crystal;
import xcflow.structure.crystal.Lattice;
import xcflow.structure.crystal.Site;
import xcflow.structure.symmetry.Operation;
import xcflow.structure.symmetry.SpaceGroup;

/**
 * Averages what atoms and cell feel over the operations that reduced the k-points: sums over the
 * irreducible ones alone lack the symmetry of the whole mesh.
 */
final class SiteSymmetry {
    private final Crystal crystal;
    private final List<Operation> operations;

    /**
     * @param group operations that the crystal has
     */
    SiteSymmetry(Crystal crystal, SpaceGroup group) {
        this.crystal = crystal;
        this.operations = group.operations();
    }

    /**
     * The average of vectors that belong to the sites: each operation turns the vector of a site
     * and takes it to the site's image.
     *
     * @param vectors [sites × 3], Cartesian
     */
    double[] vectors(double[] vectors) {
        Lattice lattice = crystal.lattice();
        double[] average = new double[vectors.length];
        for (Operation operation : operations) {
            for (int a = 0; a < vectors.length / 3; a++) {
                double[] v = {vectors[3 * a], vectors[3 * a + 1], vectors[3 * a + 2]};
                double[] turned =
                        lattice.cartesian(operation.rotation().apply(lattice.fractional(v)));
                int image = image(operation, a);
                for (int axis = 0; axis < 3; axis++) {
                    average[3 * image + axis] += turned[axis] / operations.size();
                }
            }
        }
        return average;
    }

    /**
     * The average of a tensor, R T Rᵀ.
     *
     * @param tensor [3 × 3] row-major, Cartesian
     */
    double[] tensor(double[] tensor) {
        double[] average = new double[9];
        for (Operation operation : operations) {
            double[][] columns = columns(operation);
            for (int i = 0; i < 9; i++) {
                double sum = 0;
                for (int j = 0; j < 9; j++) {
                    sum += columns[j / 3][i / 3] * tensor[j] * columns[j % 3][i % 3];
                }
                average[i] += sum / operations.size();
            }
        }
        return average;
    }

    /** Images of the Cartesian unit vectors. */
    private double[][] columns(Operation operation) {
        Lattice lattice = crystal.lattice();
        double[][] columns = new double[3][];
        for (int axis = 0; axis < 3; axis++) {
            double[] unit = new double[3];
            unit[axis] = 1;
            columns[axis] = lattice.cartesian(operation.rotation().apply(lattice.fractional(unit)));
        }
        return columns;
    }

    /** The site nearest to where an operation takes a site: the group is proven, so it is there. */
    private int image(Operation operation, int site) {
        double[] x = operation.rotation().apply(crystal.sites().get(site).fractional());
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int b = 0; b < crystal.sites().size(); b++) {
            Site other = crystal.sites().get(b);
            double distance = 0;
            for (int axis = 0; axis < 3; axis++) {
                double d = x[axis] + operation.translation(axis) - other.fractional()[axis];
                distance += Math.abs(d - Math.rint(d));
            }
            if (distance < least) {
                least = distance;
                nearest = b;
            }
        }
        return nearest;
    }
}

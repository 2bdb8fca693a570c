package xcflow.gaussian.integral;

import java.util.List;
import xcflow.gaussian.basis.AngularFunctions;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.Shell;
import xcflow.gaussian.basis.Valence;
import xcflow.numerics.Workers;

/**
 * One-electron integrals, symmetric [n × n] row-major matrices in the order of the basis.
 *
 * @param overlap ⟨a|b⟩
 * @param kinetic ⟨a|−½∇²|b⟩ in hartree
 * @param attraction ⟨a|−Σ Z/|r − R||b⟩ in hartree, Z without replaced cores
 * @param corePotential ⟨a|U|b⟩ of the potentials that replace cores, in hartree; zero without
 * @param dipole ⟨a|x|b⟩, ⟨a|y|b⟩, ⟨a|z|b⟩ with respect to the origin, in bohr
 */
public record OneElectron(
        double[] overlap,
        double[] kinetic,
        double[] attraction,
        double[] corePotential,
        double[][] dipole) {
    /** Products with a smaller Coulomb norm are left out. */
    private static final double NEGLIGIBLE = 1e-16;

    /** All one-electron integrals of a basis in the field of its molecule's nuclei. */
    public static OneElectron of(Basis basis, Workers workers) {
        List<Distribution> products = Distributions.products(basis, NEGLIGIBLE, workers);
        int n = basis.count();
        double[] overlap = moment(products, n, -1);
        double[][] dipole = {
            moment(products, n, 0), moment(products, n, 1), moment(products, n, 2)
        };
        return new OneElectron(
                overlap,
                kinetic(basis),
                attraction(products, n, basis.valence(), workers),
                CorePotentials.matrix(basis, workers),
                dipole);
    }

    /** Kinetic energy, attraction by the nuclei and potentials of replaced cores. */
    public double[] core() {
        double[] core = kinetic.clone();
        for (int i = 0; i < core.length; i++) {
            core[i] += attraction[i] + corePotential[i];
        }
        return core;
    }

    /** Overlap alone, [n × n]. */
    public static double[] overlap(Basis basis, Workers workers) {
        return moment(Distributions.products(basis, NEGLIGIBLE, workers), basis.count(), -1);
    }

    /** (A + Aᵀ)/2 in place. */
    static double[] symmetrise(double[] matrix, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (matrix[i * n + j] + matrix[j * n + i]);
                matrix[i * n + j] = mean;
                matrix[j * n + i] = mean;
            }
        }
        return matrix;
    }

    /** ∫ Λ_tuv = (π/p)^(3/2) for t = u = v = 0; one power of x adds P_x, and Λ_100 counts once. */
    private static double[] moment(List<Distribution> products, int n, int axis) {
        HermiteField field = HermiteField.zero(products);
        for (int i = 0; i < products.size(); i++) {
            Distribution product = products.get(i);
            int at = field.offsets()[i];
            double volume = Math.pow(Math.PI / product.exponent(), 1.5);
            double[] centre = {product.x(), product.y(), product.z()};
            field.values()[at] = axis < 0 ? volume : centre[axis] * volume;
            if (axis >= 0 && product.order() > 0) {
                field.values()[at + 1 + axis] = volume;
            }
        }
        double[] matrix = new double[n * n];
        field.collect(matrix, n);
        return symmetrise(matrix, n);
    }

    private static double[] attraction(
            List<Distribution> products, int n, Valence valence, Workers workers) {
        List<Distribution> nuclei = Distributions.nuclei(valence.molecule());
        double[] charges = new double[nuclei.size()];
        for (int i = 0; i < charges.length; i++) {
            charges[i] = -valence.charge(i);
        }
        HermiteField sources = HermiteField.expand(nuclei, charges, 1, workers);
        double[] matrix = new double[n * n];
        Interaction.potential(products, sources, workers).collect(matrix, n);
        return symmetrise(matrix, n);
    }

    private static double[] kinetic(Basis basis) {
        int n = basis.count();
        double[] matrix = new double[n * n];
        for (Shell a : basis.shells()) {
            for (Shell b : basis.shells()) {
                if (b.first() <= a.first()) {
                    double[] block = kinetic(a, b, basis.angular());
                    for (int i = 0; i < a.functions(); i++) {
                        for (int j = 0; j < b.functions(); j++) {
                            double value = block[i * b.functions() + j];
                            matrix[(a.first() + i) * n + b.first() + j] = value;
                            matrix[(b.first() + j) * n + a.first() + i] = value;
                        }
                    }
                }
            }
        }
        return matrix;
    }

    private static double[] kinetic(Shell a, Shell b, AngularFunctions angular) {
        int monomialsA = AngularFunctions.monomials(a.l());
        int monomialsB = AngularFunctions.monomials(b.l());
        double[] cartesian = new double[monomialsA * monomialsB];
        for (int k = 0; k < a.exponents().length; k++) {
            for (int l = 0; l < b.exponents().length; l++) {
                KineticPrimitive primitive = new KineticPrimitive(a, k, b, l);
                for (int i = 0; i < monomialsA; i++) {
                    for (int j = 0; j < monomialsB; j++) {
                        cartesian[i * monomialsB + j] += primitive.integral(i, j);
                    }
                }
            }
        }
        double[] ta = angular.inMonomials(a.l());
        double[] tb = angular.inMonomials(b.l());
        double[] block = new double[a.functions() * b.functions()];
        for (int i = 0; i < a.functions(); i++) {
            for (int j = 0; j < b.functions(); j++) {
                double sum = 0;
                for (int k = 0; k < monomialsA; k++) {
                    for (int l = 0; l < monomialsB; l++) {
                        sum +=
                                ta[i * monomialsA + k]
                                        * tb[j * monomialsB + l]
                                        * cartesian[k * monomialsB + l];
                    }
                }
                block[i * b.functions() + j] = sum;
            }
        }
        return block;
    }
}

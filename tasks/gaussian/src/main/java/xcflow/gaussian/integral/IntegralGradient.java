package xcflow.gaussian.integral;

import java.util.List;
import xcflow.gaussian.basis.AngularFunctions;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.Shell;
import xcflow.gaussian.basis.Valence;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/**
 * Derivatives of energies by the positions of the nuclei, the density matrix being kept: hartree
 * per bohr, x, y and z of each atom in turn. P. Pulay, Mol. Phys. 17, 197 (1969).
 *
 * <p>Densities and potentials are formed in Hermite Gaussians as for the energies; no derivative of
 * a two-electron integral is ever stored.
 */
public final class IntegralGradient {
    private static final double NEGLIGIBLE = 1e-13;

    /** Bound of a neglected contribution to an element of the Coulomb matrix, hartree. */
    private static final double THRESHOLD = 1e-11;

    private final Basis basis;
    private final Molecule molecule;
    private final MovingProducts products;
    private final Workers workers;

    /**
     * Prepares derivatives in a basis; the workers stay the caller's to close.
     *
     * @throws IllegalArgumentException if the basis has i functions, whose derivatives are beyond
     *     the integrals
     */
    public IntegralGradient(Basis basis, Workers workers) {
        if (4 * basis.maxL() + 2 > Hermite.MAX_ORDER) {
            throw new IllegalArgumentException(
                    "forces need a basis set without i functions; "
                            + basis.name()
                            + " has functions of angular momentum "
                            + basis.maxL());
        }
        this.basis = basis;
        this.molecule = basis.molecule();
        this.workers = workers;
        this.products = new MovingProducts(basis, NEGLIGIBLE, workers);
    }

    /** Repulsion of the nuclei and replaced cores. */
    public static double[] nuclearRepulsion(Valence valence) {
        List<Atom> atoms = valence.molecule().atoms();
        double[] gradient = new double[3 * atoms.size()];
        for (int i = 0; i < atoms.size(); i++) {
            for (int j = 0; j < i; j++) {
                Atom a = atoms.get(i);
                Atom b = atoms.get(j);
                double r = a.distance(b);
                double slope = -valence.charge(i) * valence.charge(j) / (r * r * r);
                double[] difference = {a.x() - b.x(), a.y() - b.y(), a.z() - b.z()};
                for (int axis = 0; axis < 3; axis++) {
                    gradient[3 * i + axis] += slope * difference[axis];
                    gradient[3 * j + axis] -= slope * difference[axis];
                }
            }
        }
        return gradient;
    }

    /** Σ M_ab ⟨a|b⟩ of a symmetric matrix M, [n × n]. */
    public double[] overlap(double[] matrix) {
        HermiteField volumes = HermiteField.zero(products.raised());
        for (int i = 0; i < products.raised().size(); i++) {
            double p = products.raised().get(i).exponent();
            volumes.values()[volumes.offsets()[i]] = Math.pow(Math.PI / p, 1.5);
        }
        return products.gradient(matrix, volumes);
    }

    /** Kinetic energy of a density, symmetric [n × n]. */
    public double[] kinetic(double[] density) {
        List<Shell> shells = basis.shells();
        int size = 3 * molecule.atoms().size();
        double[][] rows = new double[shells.size()][size];
        workers.forEach(
                shells.size(),
                i -> {
                    Shell a = shells.get(i);
                    for (int j = 0; j < i; j++) {
                        Shell b = shells.get(j);
                        if (a.atom() != b.atom()) {
                            addKinetic(a, b, density, rows[i]);
                        }
                    }
                });
        double[] gradient = new double[size];
        for (double[] row : rows) {
            add(row, gradient);
        }
        return gradient;
    }

    private void addKinetic(Shell a, Shell b, double[] density, double[] gradient) {
        double[] monomials = inMonomials(a, b, density);
        int widthA = AngularFunctions.monomials(a.l());
        int widthB = AngularFunctions.monomials(b.l());
        for (int k = 0; k < a.exponents().length; k++) {
            for (int l = 0; l < b.exponents().length; l++) {
                var primitive = new KineticPrimitive(a, k, b, l, a.l() + 1);
                for (int axis = 0; axis < 3; axis++) {
                    double slope = 0;
                    for (int i = 0; i < widthA; i++) {
                        for (int j = 0; j < widthB; j++) {
                            slope += monomials[i * widthB + j] * primitive.slope(axis, i, j);
                        }
                    }
                    gradient[3 * a.atom() + axis] += 2 * slope;
                    gradient[3 * b.atom() + axis] -= 2 * slope;
                }
            }
        }
    }

    /** Density between the monomials of two shells, [monomials of a × monomials of b]. */
    private double[] inMonomials(Shell a, Shell b, double[] density) {
        double[] ta = basis.angular().inMonomials(a.l());
        double[] tb = basis.angular().inMonomials(b.l());
        int widthA = AngularFunctions.monomials(a.l());
        int widthB = AngularFunctions.monomials(b.l());
        double[] result = new double[widthA * widthB];
        for (int i = 0; i < a.functions(); i++) {
            for (int j = 0; j < b.functions(); j++) {
                double value = density[(a.first() + i) * basis.count() + b.first() + j];
                for (int k = 0; k < widthA; k++) {
                    double left = value * ta[i * widthA + k];
                    for (int l = 0; l < widthB && left != 0; l++) {
                        result[k * widthB + l] += left * tb[j * widthB + l];
                    }
                }
            }
        }
        return result;
    }

    /** Attraction of a density, symmetric [n × n], by the nuclei. */
    public double[] attraction(double[] density) {
        List<Distribution> nuclei = Distributions.nuclei(molecule);
        double[] charges = new double[nuclei.size()];
        for (int i = 0; i < charges.length; i++) {
            charges[i] = -basis.valence().charge(i);
        }
        HermiteField sources = HermiteField.expand(nuclei, charges, 1, workers);
        double[] gradient =
                products.gradient(
                        density, Interaction.potential(products.raised(), sources, workers));
        HermiteField field =
                Interaction.potential(
                        MovingProducts.raised(nuclei), products.density(density), workers);
        addMoved(nuclei, sources, field, 1, gradient);
        return gradient;
    }

    /** Energy of a density, symmetric [n × n], in the potentials of replaced cores. */
    public double[] corePotential(double[] density) {
        return CorePotentials.gradient(basis, density, products, workers);
    }

    /** Repulsion ½ Σ D_ab (ab|cd) D_cd of a density, symmetric [n × n], with itself. */
    public double[] coulomb(double[] density) {
        HermiteField field = products.density(density);
        return products.gradient(density, new SelfRepulsion(field, THRESHOLD).potential(workers));
    }

    /**
     * Repulsion of a density with itself as {@link FittedCoulomb} has it: the derivative of the
     * coefficients of the fit is not needed, as they minimise the energy of its error.
     *
     * @param auxiliary functions of the fit, of the same molecule
     */
    public double[] fittedCoulomb(double[] density, Basis auxiliary) {
        FittedCoulomb fit = new FittedCoulomb(basis, auxiliary, workers);
        double[] coefficients = fit.coefficients(density);
        List<Distribution> singles = Distributions.singles(auxiliary);
        List<Distribution> raised = MovingProducts.raised(singles);
        HermiteField fitted = HermiteField.expand(singles, coefficients, 1, workers);
        double[] gradient =
                products.gradient(
                        density, Interaction.potential(products.raised(), fitted, workers));
        HermiteField field = Interaction.potential(raised, products.density(density), workers);
        addMoved(auxiliary, singles, fitted, field, 1, gradient);
        addMoved(
                auxiliary,
                singles,
                fitted,
                Interaction.potential(raised, fitted, workers),
                -1,
                gradient);
        return gradient;
    }

    /**
     * ½ Σ D_ac (ab|cd) D_bd, summed over density matrices.
     *
     * @param densities symmetric, [n × n] each
     * @param repulsion of which the integrals are
     */
    public double[] exchange(List<double[]> densities, Repulsion repulsion) {
        return new ExchangeGradient(basis, repulsion, workers).of(densities);
    }

    /** Adds what changes when charges move with their atoms, one distribution for each atom. */
    private static void addMoved(
            List<Distribution> nuclei,
            HermiteField charges,
            HermiteField field,
            double sign,
            double[] gradient) {
        for (int i = 0; i < nuclei.size(); i++) {
            addMoved(i, i, nuclei, charges, field, sign, gradient);
        }
    }

    /** Adds what changes when single functions move with their atoms. */
    private static void addMoved(
            Basis functions,
            List<Distribution> singles,
            HermiteField charges,
            HermiteField field,
            double sign,
            double[] gradient) {
        int[] atoms = new int[functions.count()];
        for (Shell shell : functions.shells()) {
            atoms[shell.first()] = shell.atom();
        }
        for (int i = 0; i < singles.size(); i++) {
            int atom = atoms[singles.get(i).segments().get(0).row()];
            addMoved(i, atom, singles, charges, field, sign, gradient);
        }
    }

    private static void addMoved(
            int i,
            int atom,
            List<Distribution> distributions,
            HermiteField charges,
            HermiteField field,
            double sign,
            double[] gradient) {
        int order = distributions.get(i).order();
        int[] moved = MovingProducts.moved(order);
        for (int axis = 0; axis < 3; axis++) {
            double sum = 0;
            for (int h = 0; h < Hermite.count(order); h++) {
                sum +=
                        charges.values()[charges.offsets()[i] + h]
                                * field.values()[field.offsets()[i] + moved[4 * h + 1 + axis]];
            }
            gradient[3 * atom + axis] += sign * sum;
        }
    }

    private static void add(double[] from, double[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += from[i];
        }
    }
}

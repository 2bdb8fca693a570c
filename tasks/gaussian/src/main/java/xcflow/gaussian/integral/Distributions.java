package xcflow.gaussian.integral;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.basis.Shell;
import xcflow.numerics.Workers;
import xcflow.structure.molecule.Atom;
import xcflow.structure.molecule.Molecule;

/** The charge distributions of a basis: of products of functions, of single ones, of nuclei. */
final class Distributions {
    /** Stands for the exponent of a point charge: no sum with another exponent changes it. */
    private static final double POINT = 1e20;

    /** Primitive number of a shell. */
    record Primitive(Shell shell, int number) {
        double exponent() {
            return shell.exponents()[number];
        }
    }

    /** A distribution with the primitives that it is the product of; all of a side on one atom. */
    record Product(Distribution distribution, List<Primitive> left, List<Primitive> right) {}

    private record Place(int atom, double exponent) {}

    private Distributions() {}

    /**
     * Products of all pairs of functions. A product of two primitives is left out if its Coulomb
     * norm √(ab|ab) is below the threshold for all its functions.
     */
    static List<Distribution> products(Basis basis, double threshold, Workers workers) {
        return factors(basis, threshold, workers).stream().map(Product::distribution).toList();
    }

    /** As {@link #products}, each with its factors. */
    static List<Product> factors(Basis basis, double threshold, Workers workers) {
        List<List<Primitive>> groups = groups(basis);
        List<List<Product>> rows = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            rows.add(new ArrayList<>());
        }
        workers.forEach(
                groups.size(),
                () -> new Expansion(basis.angular()),
                (expansion, i) -> {
                    int row = groups.size() - 1 - i;
                    for (int j = 0; j <= row; j++) {
                        Distribution made =
                                product(expansion, groups.get(row), groups.get(j), row == j);
                        if (made != null && made.bound() >= threshold) {
                            rows.get(row).add(new Product(made, groups.get(row), groups.get(j)));
                        }
                    }
                });
        return rows.stream().flatMap(Collection::stream).toList();
    }

    /** Every function by itself. */
    static List<Distribution> singles(Basis basis) {
        Expansion expansion = new Expansion(basis.angular());
        List<Distribution> result = new ArrayList<>();
        for (List<Primitive> group : groups(basis)) {
            List<Distribution.Segment> segments = new ArrayList<>();
            for (Primitive primitive : group) {
                Shell shell = primitive.shell();
                segments.add(
                        new Distribution.Segment(
                                shell.first(),
                                shell.functions(),
                                0,
                                1,
                                shell.l(),
                                1,
                                expansion.single(shell, primitive.number())));
            }
            Shell shell = group.get(0).shell();
            result.add(
                    Distribution.of(
                            group.get(0).exponent(), shell.x(), shell.y(), shell.z(), segments));
        }
        return result;
    }

    /** Point charges at the nuclei; row i of a "density" is the charge of nucleus i. */
    static List<Distribution> nuclei(Molecule molecule) {
        double norm = Math.pow(POINT / Math.PI, 1.5);
        List<Distribution> result = new ArrayList<>();
        for (int i = 0; i < molecule.atoms().size(); i++) {
            Atom atom = molecule.atoms().get(i);
            var segment = new Distribution.Segment(i, 1, 0, 1, 0, 1, new double[] {norm});
            result.add(
                    new Distribution(POINT, atom.x(), atom.y(), atom.z(), 0, List.of(segment), 1));
        }
        return result;
    }

    /** Primitives with the same exponent on the same atom. */
    private static List<List<Primitive>> groups(Basis basis) {
        Map<Place, List<Primitive>> groups = new LinkedHashMap<>();
        for (Shell shell : basis.shells()) {
            for (int k = 0; k < shell.exponents().length; k++) {
                groups.computeIfAbsent(
                                new Place(shell.atom(), shell.exponents()[k]),
                                place -> new ArrayList<>())
                        .add(new Primitive(shell, k));
            }
        }
        return List.copyOf(groups.values());
    }

    private static Distribution product(
            Expansion expansion, List<Primitive> left, List<Primitive> right, boolean same) {
        Primitive a = left.get(0);
        Primitive b = right.get(0);
        if (negligible(a, b)) {
            return null;
        }
        List<Distribution.Segment> segments = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            for (int j = 0; j < (same ? i + 1 : right.size()); j++) {
                segments.add(segment(expansion, left.get(i), right.get(j), same && i == j));
            }
        }
        double p = a.exponent() + b.exponent();
        double u = a.exponent() / p;
        double v = b.exponent() / p;
        return Distribution.of(
                p,
                u * a.shell().x() + v * b.shell().x(),
                u * a.shell().y() + v * b.shell().y(),
                u * a.shell().z() + v * b.shell().z(),
                segments);
    }

    private static Distribution.Segment segment(
            Expansion expansion, Primitive a, Primitive b, boolean diagonal) {
        Shell left = a.shell();
        Shell right = b.shell();
        return new Distribution.Segment(
                left.first(),
                left.functions(),
                right.first(),
                right.functions(),
                left.l() + right.l(),
                diagonal ? 1 : 2,
                expansion.product(left, a.number(), right, b.number()));
    }

    /** Whether exp(−μ R²) is so small that no coefficient could make the product matter. */
    private static boolean negligible(Primitive a, Primitive b) {
        double dx = a.shell().x() - b.shell().x();
        double dy = a.shell().y() - b.shell().y();
        double dz = a.shell().z() - b.shell().z();
        double reduced = a.exponent() * b.exponent() / (a.exponent() + b.exponent());
        return reduced * (dx * dx + dy * dy + dz * dz) > 60;
    }
}

package xcflow.gaussian.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import xcflow.engine.SpatialField;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.sampling.FunctionValues;
import xcflow.gaussian.scf.Orbitals;
import xcflow.numerics.LinearAlgebra;

/** Densities and orbitals of a molecule at points in space. */
final class ValuesInSpace {
    /** Points for which the values of all functions are held at a time. */
    private static final int AT_ONCE = 1024;

    private ValuesInSpace() {}

    /**
     * @param orbitals one set for both spins, or those of spin up and of spin down
     * @param points x, y and z of each in turn, bohr
     * @throws IllegalArgumentException if there is no such orbital
     */
    static double[] of(Basis basis, List<Orbitals> orbitals, SpatialField field, double[] points) {
        int count = points.length / 3;
        double[] result = new double[count];
        for (int from = 0; from < count; from += AT_ONCE) {
            int to = Math.min(from + AT_ONCE, count);
            double[] functions =
                    FunctionValues.of(basis, Arrays.copyOfRange(points, 3 * from, 3 * to));
            double[] values =
                    switch (field.kind()) {
                        case DENSITY -> density(orbitals, functions, to - from, 1);
                        case SPIN_DENSITY -> density(orbitals, functions, to - from, -1);
                        case ORBITAL -> orbital(orbitals, field, functions, to - from);
                    };
            System.arraycopy(values, 0, result, from, values.length);
        }
        return result;
    }

    /** Density of spin up plus that of spin down times a sign. */
    private static double[] density(
            List<Orbitals> orbitals, double[] functions, int points, int sign) {
        double[] sum = new double[points];
        if (orbitals.size() == 1 && sign < 0) {
            return sum;
        }
        for (int spin = 0; spin < orbitals.size(); spin++) {
            Orbitals set = orbitals.get(spin);
            double[] values = product(set.coefficients(), set.count(), functions, points);
            for (int k = 0; k < set.count(); k++) {
                double weight = (spin == 0 ? 1 : sign) * set.occupations()[k];
                for (int p = 0; p < points && weight != 0; p++) {
                    double value = values[p * set.count() + k];
                    sum[p] += weight * value * value;
                }
            }
        }
        return sum;
    }

    private static double[] orbital(
            List<Orbitals> orbitals, SpatialField field, double[] functions, int points) {
        if (field.down() && orbitals.size() == 1) {
            throw new IllegalArgumentException(
                    "both spins have the same orbitals: ask for orbital:" + field.orbital());
        }
        Orbitals set = orbitals.get(field.down() ? 1 : 0);
        if (field.orbital() > set.count()) {
            throw new IllegalArgumentException(
                    String.format(
                            Locale.ROOT,
                            "there is no orbital %d, but 1 to %d",
                            field.orbital(),
                            set.count()));
        }
        int n = set.size();
        int at = field.orbital() - 1;
        return product(
                Arrays.copyOfRange(set.coefficients(), at * n, (at + 1) * n), 1, functions, points);
    }

    /** Values of orbitals, [points × orbitals]. */
    private static double[] product(
            double[] coefficients, int orbitals, double[] functions, int points) {
        double[] values = new double[points * orbitals];
        int n = functions.length / points;
        LinearAlgebra.multiply(
                false, true, points, orbitals, n, 1, functions, coefficients, 0, values);
        return values;
    }
}

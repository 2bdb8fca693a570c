package xcflow.gaussian.scf;

import xcflow.gaussian.algebra.Matrices;
import xcflow.gaussian.xc.DensityMatrix;
import xcflow.numerics.LinearAlgebra;

/**
 * What the density matrices D of a basis with the overlap S say of their electrons.
 *
 * @param size number n of basis functions
 * @param overlap S, [n × n]
 */
record Electrons(int size, double[] overlap) {

    /** Their number, Tr(DS). */
    double count(DensityMatrix density) {
        return density.trace(overlap);
    }

    /**
     * How far a density matrix is from that of filled orbitals: greatest element of (DS)²/f − DS.
     *
     * @param perOrbital electrons f that an orbital holds
     */
    double defect(DensityMatrix density, int perOrbital) {
        double[] ds = product(density);
        double[] square = new double[size * size];
        LinearAlgebra.multiply(false, false, size, size, size, 1.0 / perOrbital, ds, ds, 0, square);
        double greatest = 0;
        for (int i = 0; i < ds.length; i++) {
            double defect = Math.abs(square[i] - ds[i]);
            // Written so that NaN wins.
            greatest = defect <= greatest ? greatest : defect;
        }
        return greatest;
    }

    /** Electrons that two densities of filled orbitals have in the same space, Tr(DSD′S)/f. */
    double common(DensityMatrix a, DensityMatrix b, int perOrbital) {
        double[] left = product(a);
        double[] right = product(b);
        double sum = 0;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                sum += left[i * size + j] * right[j * size + i];
            }
        }
        return sum / perOrbital;
    }

    /** Electrons that change their orbitals from one density to another, all spins together. */
    double moved(SpinDensity from, SpinDensity to) {
        double sum = 0;
        for (int spin = 0; spin < from.spins(); spin++) {
            DensityMatrix before = from.matrices().get(spin);
            sum +=
                    count(before)
                            - common(before, to.matrices().get(spin), from.electronsPerOrbital());
        }
        return sum;
    }

    /** ⟨S²⟩ of a determinant, S_z(S_z + 1) + N↓ − Tr(D↑ S D↓ S); 0 for a closed shell. */
    double spinSquared(SpinDensity density) {
        if (density.spins() == 1) {
            return 0;
        }
        DensityMatrix up = density.matrices().get(0);
        DensityMatrix down = density.matrices().get(1);
        double sz = 0.5 * (count(up) - count(down));
        return sz * (sz + 1) + count(down) - common(up, down, 1);
    }

    /** The orbitals with the occupations that a density gives them. */
    Orbitals occupied(Orbitals orbitals, DensityMatrix density, int perOrbital) {
        int n = orbitals.count();
        double[] half = new double[n * size];
        double[] ds = product(density);
        double[] sds = new double[size * size];
        LinearAlgebra.multiply(false, false, size, size, size, 1, overlap, ds, 0, sds);
        LinearAlgebra.multiply(
                false, false, n, size, size, 1, orbitals.coefficients(), sds, 0, half);
        double[] occupations = new double[n];
        for (int k = 0; k < n; k++) {
            double sum = 0;
            for (int i = 0; i < size; i++) {
                sum += half[k * size + i] * orbitals.coefficients()[k * size + i];
            }
            occupations[k] = perOrbital * Math.rint(sum / perOrbital);
        }
        return new Orbitals(size, orbitals.energies(), orbitals.coefficients(), occupations);
    }

    /** Greatest deviation of the overlap matrix of the occupied orbitals from unity. */
    double unorthonormality(Orbitals orbitals) {
        int occupied = orbitals.occupied();
        double[] c = orbitals.coefficients();
        double[] overlaps = Matrices.between(occupied, c, size, overlap, occupied, c);
        double greatest = 0;
        for (int i = 0; i < occupied; i++) {
            for (int j = 0; j < occupied; j++) {
                double error = Math.abs(overlaps[i * occupied + j] - (i == j ? 1 : 0));
                // Written so that NaN wins.
                greatest = error <= greatest ? greatest : error;
            }
        }
        return greatest;
    }

    private double[] product(DensityMatrix density) {
        double[] product = new double[size * size];
        LinearAlgebra.multiply(
                false, false, size, size, size, 1, density.matrix(), overlap, 0, product);
        return product;
    }
}

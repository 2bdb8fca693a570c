package xcflow.gaussian.scf;

import java.util.ArrayList;
import java.util.List;
import xcflow.functional.ExchangeShare;
import xcflow.functional.Functional;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.integral.CoulombMatrix;
import xcflow.gaussian.integral.FittedRepulsion;
import xcflow.gaussian.integral.IntegralGradient;
import xcflow.gaussian.integral.Repulsion;
import xcflow.gaussian.xc.DensityMatrix;
import xcflow.gaussian.xc.ExchangeCorrelation;
import xcflow.numerics.LinearAlgebra;
import xcflow.numerics.Workers;

/**
 * Derivative of the energy of a solution by the positions of the nuclei, term by term as {@link
 * MolecularTerms} makes the energy. Orbitals follow the nuclei so that they stay orthonormal, which
 * costs −Σ W_ab ∂⟨a|b⟩ with the energy-weighted density W (J. A. Pople, R. Krishnan, H. B.
 * Schlegel, J. S. Binkley, Int. J. Quantum Chem. Symp. 13, 225 (1979), eq. 21); apart from that, a
 * stationary energy does not depend on them.
 */
final class NuclearGradient {
    private final Basis basis;
    private final boolean densityFitting;
    private final boolean exchangeFitting;
    private final boolean partial;
    private final double[] overlap;
    private final ExchangeCorrelation grid;
    private final IntegralGradient integrals;

    /**
     * @param overlap of the basis functions, [n × n]
     * @throws IllegalArgumentException if the basis has functions without derivatives
     */
    NuclearGradient(
            Basis basis,
            ScfOptions options,
            double[] overlap,
            ExchangeCorrelation grid,
            Workers workers) {
        this.basis = basis;
        this.densityFitting = options.densityFitting();
        this.exchangeFitting = options.exchangeFitting();
        this.partial = options.filling().partial();
        this.overlap = overlap;
        this.grid = grid;
        this.integrals = new IntegralGradient(basis, workers);
    }

    /** Hartree per bohr, x, y and z of each atom, [3 × atoms]. */
    double[] of(Functional functional, ScfResult result) {
        if (exchangeFitting && !functional.exactExchange().isNone()) {
            throw new IllegalArgumentException(
                    "there are no forces with fitted exchange: take 'exchange: exact'");
        }
        SpinDensity density = result.density();
        double[] total = density.total();
        double[] gradient = IntegralGradient.nuclearRepulsion(basis.valence());
        EnergyTerm.addTo(gradient, integrals.kinetic(total));
        EnergyTerm.addTo(gradient, integrals.attraction(total));
        if (basis.valence().replacesCores()) {
            EnergyTerm.addTo(gradient, integrals.corePotential(total));
        }
        EnergyTerm.addTo(gradient, coulomb(total));
        if (!functional.needs().isEmpty()) {
            EnergyTerm.addTo(gradient, grid.gradient(functional, density.matrices()));
        }
        if (!functional.exactExchange().isNone()) {
            EnergyTerm.addTo(gradient, exchange(functional.exactExchange(), density));
        }
        double[] weighted = partial ? weightedByHalves(result) : energyWeighted(result);
        double[] orthonormality = integrals.overlap(weighted);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] -= orthonormality[i];
        }
        return gradient;
    }

    private double[] coulomb(double[] total) {
        return densityFitting
                ? integrals.fittedCoulomb(
                        total,
                        Basis.fitting(
                                basis.molecule(),
                                exchangeFitting
                                        ? FittedRepulsion.FITTING_SET
                                        : CoulombMatrix.FITTING_SET))
                : integrals.coulomb(total);
    }

    /** Of −½ Σ_σ D_σ K[D_σ] times the share, as {@link EnergyTerm.Exchange} has it. */
    private double[] exchange(ExchangeShare share, SpinDensity density) {
        boolean screened = share.shortRange() != 0;
        Repulsion repulsion =
                screened
                        ? Repulsion.withShortRange(
                                share.fraction(), share.shortRange(), share.range())
                        : Repulsion.COULOMB;
        double factor = -(screened ? 1 : share.fraction()) / density.electronsPerOrbital();
        List<double[]> matrices = new ArrayList<>();
        density.matrices().forEach(matrix -> matrices.add(matrix.matrix()));
        double[] gradient = integrals.exchange(matrices, repulsion);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] *= factor;
        }
        return gradient;
    }

    /**
     * W = Σ_σ D_σ F_σ D_σ / f with the f electrons of an orbital. F is S C ε Cᵀ S of the orbitals
     * C, which need not be exactly those of the density.
     */
    private double[] energyWeighted(ScfResult result) {
        int n = basis.count();
        double[] weighted = new double[n * n];
        for (int spin = 0; spin < result.orbitals().size(); spin++) {
            Orbitals orbitals = result.orbitals().get(spin);
            DensityMatrix density = result.density().matrices().get(spin);
            int count = orbitals.count();
            double[] sd = new double[n * n];
            double[] half = new double[count * n];
            double factor = 1.0 / result.density().electronsPerOrbital();
            LinearAlgebra.multiply(false, false, n, n, n, 1, overlap, density.matrix(), 0, sd);
            LinearAlgebra.multiply(
                    false, false, count, n, n, 1, orbitals.coefficients(), sd, 0, half);
            double[] scaled = half.clone();
            for (int k = 0; k < count; k++) {
                for (int i = 0; i < n; i++) {
                    scaled[k * n + i] *= factor * orbitals.energies()[k];
                }
            }
            LinearAlgebra.multiply(true, false, n, n, count, 1, half, scaled, 1, weighted);
        }
        return weighted;
    }

    /**
     * W = ½ Σ_σ (D_σ F_σ S⁻¹ + S⁻¹ F_σ D_σ), which is Σ n ε c cᵀ also where orbitals are filled in
     * part. D F S⁻¹ is D S Cᵀ ε C with all orbitals C.
     */
    private double[] weightedByHalves(ScfResult result) {
        int n = basis.count();
        double[] half = new double[n * n];
        for (int spin = 0; spin < result.orbitals().size(); spin++) {
            Orbitals orbitals = result.orbitals().get(spin);
            DensityMatrix density = result.density().matrices().get(spin);
            double[] c = orbitals.coefficients();
            double[] scaled = c.clone();
            for (int k = 0; k < orbitals.count(); k++) {
                for (int i = 0; i < n; i++) {
                    scaled[k * n + i] *= orbitals.energies()[k];
                }
            }
            double[] all = new double[n * n];
            double[] ds = new double[n * n];
            LinearAlgebra.multiply(true, false, n, n, orbitals.count(), 1, c, scaled, 0, all);
            LinearAlgebra.multiply(false, false, n, n, n, 1, density.matrix(), overlap, 0, ds);
            LinearAlgebra.multiply(false, false, n, n, n, 1, ds, all, 1, half);
        }
        double[] weighted = new double[n * n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                weighted[i * n + j] = 0.5 * (half[i * n + j] + half[j * n + i]);
            }
        }
        return weighted;
    }
}

package xcflow.planewave.scf;

import xcflow.numerics.NativeMatrix;
import xcflow.numerics.Workers;
import xcflow.planewave.basis.GridPotential;
import xcflow.planewave.basis.OrbitalBasis;
import xcflow.planewave.eigensolver.Arithmetic;
import xcflow.planewave.term.Hamiltonian;
import xcflow.planewave.term.Kinetic;
import xcflow.planewave.term.NonLocal;

/** The orbitals of one k-point and one spin, which the iteration improves in place. */
final class Channel {
    private final OrbitalBasis basis;
    private final double weight;
    private final int spin;
    private final int bands;
    private final Kinetic kinetic;
    private final NonLocal nonLocal;
    private final NativeMatrix orbitals;
    private double[] levels;

    Channel(
            OrbitalBasis basis,
            double weight,
            int spin,
            int bands,
            Kinetic kinetic,
            NonLocal nonLocal) {
        this.basis = basis;
        this.weight = weight;
        this.spin = spin;
        this.bands = bands;
        this.kinetic = kinetic;
        this.nonLocal = nonLocal;
        this.orbitals = new NativeMatrix(bands, basis.length());
        this.levels = new double[bands];
    }

    OrbitalBasis basis() {
        return basis;
    }

    double weight() {
        return weight;
    }

    int spin() {
        return spin;
    }

    int bands() {
        return bands;
    }

    Kinetic kinetic() {
        return kinetic;
    }

    NonLocal nonLocal() {
        return nonLocal;
    }

    /** The orbitals as rows. */
    NativeMatrix orbitals() {
        return orbitals;
    }

    /** Eigenvalues, ascending, Hartree. */
    double[] levels() {
        return levels;
    }

    void setLevels(double[] values) {
        levels = values;
    }

    Hamiltonian hamiltonian(GridPotential potential, Workers workers) {
        return new Hamiltonian(basis, kinetic, nonLocal, potential, workers);
    }

    Arithmetic arithmetic() {
        return Arithmetic.of(basis.isReal());
    }
}

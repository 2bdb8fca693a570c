package xcflow.planewave.scf;

import xcflow.numerics.NativeMatrix;
import xcflow.numerics.Workers;
import xcflow.planewave.basis.OrbitalBasis;
import xcflow.planewave.eigensolver.Arithmetic;
import xcflow.planewave.term.Hamiltonian;
import xcflow.planewave.term.Kinetic;
import xcflow.planewave.term.LocalOperator;
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
    private int followed;

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
        this.followed = bands;
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

    /** Number of lowest bands that iterations improve; the others stay as they are. */
    int followed() {
        return followed;
    }

    void follow(int lowest) {
        followed = lowest;
    }

    /**
     * Eigenvalues, ascending, Hartree; of bands that are not followed, those of earlier orbitals.
     */
    double[] levels() {
        return levels;
    }

    /** Sets the levels of the lowest bands. */
    void setLevels(double[] values) {
        double[] all = levels.clone();
        System.arraycopy(values, 0, all, 0, values.length);
        levels = all;
    }

    Hamiltonian hamiltonian(LocalOperator local, Workers workers) {
        return new Hamiltonian(basis, kinetic, nonLocal, local, workers);
    }

    Arithmetic arithmetic() {
        return Arithmetic.of(basis.isReal());
    }
}

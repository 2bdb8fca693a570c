package xcflow.planewave.term;

import java.util.Arrays;
import xcflow.numerics.NativeMatrix;
import xcflow.numerics.Workers;
import xcflow.planewave.basis.OrbitalBasis;
import xcflow.planewave.eigensolver.Arithmetic;
import xcflow.planewave.eigensolver.Operator;

/** Kinetic energy, non-local pseudopotential and a local operator at one k-point for one spin. */
public final class Hamiltonian implements Operator {
    private final OrbitalBasis basis;
    private final Kinetic kinetic;
    private final NonLocal nonLocal;
    private final LocalOperator local;
    private final Workers workers;

    /**
     * @param local what acts on the grid
     * @param workers threads that share the orbitals of a block
     */
    public Hamiltonian(
            OrbitalBasis basis,
            Kinetic kinetic,
            NonLocal nonLocal,
            LocalOperator local,
            Workers workers) {
        this.basis = basis;
        this.kinetic = kinetic;
        this.nonLocal = nonLocal;
        this.local = local;
        this.workers = workers;
    }

    @Override
    public int length() {
        return basis.length();
    }

    @Override
    public boolean isReal() {
        return basis.isReal();
    }

    @Override
    public void apply(Arithmetic arithmetic, NativeMatrix x, NativeMatrix y, int first, int count) {
        workers.forEach(
                count,
                () -> new double[local.kinetic() == null ? 2 : 4][basis.length()],
                (scratch, item) -> {
                    double[] orbital = scratch[0];
                    double[] image = scratch[1];
                    x.getRow(first + item, orbital);
                    local.apply(
                            basis, orbital, image, Arrays.copyOfRange(scratch, 2, scratch.length));
                    kinetic.addTo(image, orbital);
                    y.putRow(first + item, image);
                });
        nonLocal.addTo(arithmetic, x, y, first, count);
    }

    @Override
    public void precondition(double[] residual, double[] orbital) {
        kinetic.precondition(residual, orbital);
    }
}

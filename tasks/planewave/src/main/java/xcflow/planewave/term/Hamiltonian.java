package xcflow.planewave.term;

import xcflow.numerics.Workers;
import xcflow.planewave.basis.FourierBox;
import xcflow.planewave.basis.OrbitalBasis;
import xcflow.planewave.eigensolver.Arithmetic;
import xcflow.planewave.eigensolver.Operator;

/** Kinetic energy, non-local pseudopotential and a local potential at one k-point for one spin. */
public final class Hamiltonian implements Operator {
    private final OrbitalBasis basis;
    private final Kinetic kinetic;
    private final NonLocal nonLocal;
    private final double[] potential;
    private final Workers workers;

    /**
     * @param potential values on the grid, Hartree
     * @param workers threads that share the orbitals of a block
     */
    public Hamiltonian(
            OrbitalBasis basis,
            Kinetic kinetic,
            NonLocal nonLocal,
            double[] potential,
            Workers workers) {
        this.basis = basis;
        this.kinetic = kinetic;
        this.nonLocal = nonLocal;
        this.potential = potential;
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
    public void apply(Arithmetic arithmetic, double[] x, int count, double[] y) {
        java.util.Arrays.fill(y, 0, count * length(), 0);
        int together = basis.isReal() ? 2 : 1;
        int n = basis.transformSize();
        workers.forEach(
                (count + together - 1) / together,
                () -> new double[2][n],
                (scratch, item) -> {
                    int a = item * together * length();
                    int b = together == 2 && 2 * item + 1 < count ? a + length() : -1;
                    multiplyByPotential(x, a, b, y, scratch);
                });
        kinetic.apply(arithmetic, x, count, y);
        nonLocal.apply(arithmetic, x, count, y);
    }

    private void multiplyByPotential(double[] x, int a, int b, double[] y, double[][] scratch) {
        FourierBox box = basis.transform().box();
        int plane = box.planePoints();
        basis.pack(x, a, b, scratch[0], scratch[1]);
        basis.transform()
                .through(
                        scratch[0],
                        0,
                        scratch[1],
                        0,
                        (z, re, im) -> {
                            int at = z * plane;
                            for (int p = 0; p < plane; p++) {
                                re[p] *= potential[at + p];
                                im[p] *= potential[at + p];
                            }
                        });
        basis.unpackAdding(scratch[0], scratch[1], y, a, b);
    }

    @Override
    public void precondition(double[] residuals, int index, double[] orbital, int at) {
        kinetic.precondition(residuals, index, orbital, at);
    }
}

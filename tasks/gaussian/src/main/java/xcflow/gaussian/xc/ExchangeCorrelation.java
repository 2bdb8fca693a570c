package xcflow.gaussian.xc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Results;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.grid.MolecularGrid;
import xcflow.numerics.Workers;

/**
 * Exchange-correlation energy and matrix of densities in a basis by numerical integration. J. A.
 * Pople, P. M. W. Gill & B. G. Johnson, Chem. Phys. Lett. 199, 557 (1992).
 *
 * <p>The matrix is the exact derivative of the energy as it is integrated, so energies are
 * variational on any grid. Not thread-safe: its threads are those of its {@link Workers}.
 */
public final class ExchangeCorrelation implements AutoCloseable {
    private static final int P = MolecularGrid.BLOCK;

    /**
     * Points with fewer electrons than this are left out: 10⁶ of them hold less than 10⁻⁸
     * electrons.
     */
    private static final double NO_ELECTRONS = 1e-14;

    private final Basis basis;
    private final MolecularGrid grid;
    private final Workers workers;
    private final GridFunctions functions;
    private final List<Work> works = new ArrayList<>();

    /**
     * Result of an integration.
     *
     * @param energy E_xc in hartree
     * @param electrons integrated densities: of both spins together, or of each
     * @param matrices derivatives of the energy with respect to the density matrices, [basis
     *     functions × basis functions] each; empty if not asked for
     */
    public record Integral(double energy, double[] electrons, List<double[]> matrices) {}

    /**
     * @param memory bytes that may be used to keep values of basis functions between calls
     */
    public ExchangeCorrelation(Basis basis, MolecularGrid grid, Workers workers, long memory) {
        this.basis = basis;
        this.grid = grid;
        this.workers = workers;
        this.functions = new GridFunctions(basis, grid, memory);
        for (int i = 0; i < workers.threads(); i++) {
            works.add(new Work());
        }
    }

    /** As the other constructor, with a quarter of the heap to keep values in. */
    public ExchangeCorrelation(Basis basis, MolecularGrid grid, Workers workers) {
        this(basis, grid, workers, Runtime.getRuntime().maxMemory() / 4);
    }

    /** The grid of the integration. */
    public MolecularGrid grid() {
        return grid;
    }

    @Override
    public void close() {
        works.forEach(work -> work.block.close());
    }

    /**
     * Energy and matrices.
     *
     * @param densities total density of a closed shell, or spin-up and spin-down densities
     */
    public Integral integrate(Functional functional, List<DensityMatrix> densities) {
        int spins = densities.size();
        int size = basis.count();
        int parts = parts(spins);
        double[][][] matrices = new double[parts][spins][size * size];
        double[][] sums = new double[parts][1 + spins];
        boolean gradients = functional.rung() == Functional.Rung.GGA;
        Functional tabulated = functional.tabulated();
        forEachBlock(
                parts,
                (work, part) -> {
                    work.densities(densities, gradients);
                    work.evaluate(tabulated, sums[part]);
                    work.addPotentials(gradients, matrices[part]);
                });
        double[] total = new double[1 + spins];
        for (double[] sum : sums) {
            for (int i = 0; i < total.length; i++) {
                total[i] += sum[i];
            }
        }
        List<double[]> result = new ArrayList<>();
        for (int spin = 0; spin < spins; spin++) {
            result.add(sumWithTranspose(matrices, spin));
        }
        return new Integral(total[0], tail(total), result);
    }

    /** Integrals of the densities, which on a good grid are the numbers of electrons. */
    public double[] electrons(List<DensityMatrix> densities) {
        int parts = parts(1);
        double[][] sums = new double[parts][densities.size()];
        forEachBlock(
                parts,
                (work, part) -> {
                    work.densities(densities, false);
                    work.addElectrons(sums[part]);
                });
        double[] total = new double[densities.size()];
        for (double[] sum : sums) {
            for (int i = 0; i < total.length; i++) {
                total[i] += sum[i];
            }
        }
        return total;
    }

    /** Densities and their gradients at all points of the grid. */
    public Points sample(List<DensityMatrix> densities) {
        Points points = Points.allocate(grid.size(), densities.size() == 2);
        forEachBlock(
                parts(1),
                (work, part) -> {
                    work.densities(densities, true);
                    work.copy(points);
                });
        return points;
    }

    /**
     * Number of partial matrices, which depends on nothing but the size of the problem, as their
     * sum must not depend on the number of threads.
     */
    private int parts(int spins) {
        double bytes = 8.0 * spins * basis.count() * basis.count();
        return (int) Math.max(4, Math.min(16, 128e6 / bytes));
    }

    /** Every part takes blocks evenly spread over space, and takes them in order. */
    private void forEachBlock(int parts, Workers.Body<Work> body) {
        AtomicInteger next = new AtomicInteger();
        workers.forEach(
                parts,
                () -> works.get(next.getAndIncrement()),
                (work, part) -> {
                    for (int block = part; block < grid.blocks(); block += parts) {
                        work.block.enter(block, functions.of(block));
                        body.accept(work, part);
                    }
                });
    }

    private double[] sumWithTranspose(double[][][] parts, int spin) {
        int size = basis.count();
        double[] sum = new double[size * size];
        for (double[][] part : parts) {
            double[] matrix = part[spin];
            for (int i = 0; i < sum.length; i++) {
                sum[i] += matrix[i];
            }
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                double both = sum[i * size + j] + sum[j * size + i];
                sum[i * size + j] = both;
                sum[j * size + i] = both;
            }
        }
        return sum;
    }

    private static double[] tail(double[] values) {
        return Arrays.copyOfRange(values, 1, values.length);
    }

    /** One thread's room for the densities and the functional's results in a block. */
    private final class Work {
        final BlockWork block = new BlockWork(basis, grid);
        private final double[][] density = new double[2][P];
        private final double[][][] gradient = new double[2][3][P];
        private final Points unpolarised = Points.allocate(P, false);
        private final Points polarised = Points.allocate(P, true);
        private final Results unpolarisedResults = new Results(P, false);
        private final Results polarisedResults = new Results(P, true);
        private final int[] place = new int[P];
        private final double[][] scalar = new double[2][P];
        private final double[][][] vector = new double[2][3][P];
        private int spins;

        void densities(List<DensityMatrix> densities, boolean gradients) {
            spins = densities.size();
            for (int spin = 0; spin < spins; spin++) {
                block.density(
                        densities.get(spin), density[spin], gradients ? gradient[spin] : null);
            }
            if (!gradients) {
                for (double[][] of : gradient) {
                    for (double[] component : of) {
                        Arrays.fill(component, 0);
                    }
                }
            }
        }

        /** Evaluates the functional where there are electrons and makes the potentials. */
        void evaluate(Functional functional, double[] sums) {
            boolean both = spins == 2;
            Points points = both ? polarised : unpolarised;
            Results results = both ? polarisedResults : unpolarisedResults;
            int packed = pack(points);
            functional.evaluate(points, results, 0, packed);
            for (int spin = 0; spin < spins; spin++) {
                Arrays.fill(scalar[spin], 0);
                for (double[] component : vector[spin]) {
                    Arrays.fill(component, 0);
                }
            }
            for (int i = 0; i < packed; i++) {
                int p = place[i];
                double w = grid.weights()[block.start() + p];
                sums[0] += w * results.energy[i];
                sums[1] += w * density[0][p];
                scalar[0][p] = 0.5 * w * results.vRhoA[i];
                double own = 2 * w * results.vSigmaAA[i];
                double cross = both ? w * results.vSigmaAB[i] : 0;
                for (int axis = 0; axis < 3; axis++) {
                    vector[0][axis][p] = own * gradient[0][axis][p] + cross * gradient[1][axis][p];
                }
                if (both) {
                    sums[2] += w * density[1][p];
                    scalar[1][p] = 0.5 * w * results.vRhoB[i];
                    double other = 2 * w * results.vSigmaBB[i];
                    for (int axis = 0; axis < 3; axis++) {
                        vector[1][axis][p] =
                                other * gradient[1][axis][p] + cross * gradient[0][axis][p];
                    }
                }
            }
        }

        /** Collects the points that hold electrons; the place of each is kept. */
        private int pack(Points points) {
            int packed = 0;
            for (int p = 0; p < block.points(); p++) {
                double total = density[0][p] + (spins == 2 ? density[1][p] : 0);
                double weight = Math.abs(grid.weights()[block.start() + p]);
                if (weight * total > NO_ELECTRONS) {
                    place[packed] = p;
                    set(points, packed++, p);
                }
            }
            return packed;
        }

        private void set(Points points, int i, int p) {
            points.rhoA[i] = density[0][p];
            points.sigmaAA[i] = dot(gradient[0], gradient[0], p);
            if (points.isPolarised()) {
                points.rhoB[i] = density[1][p];
                points.sigmaAB[i] = dot(gradient[0], gradient[1], p);
                points.sigmaBB[i] = dot(gradient[1], gradient[1], p);
            }
        }

        void addElectrons(double[] sums) {
            for (int spin = 0; spin < spins; spin++) {
                for (int p = 0; p < block.points(); p++) {
                    sums[spin] += grid.weights()[block.start() + p] * density[spin][p];
                }
            }
        }

        void copy(Points points) {
            for (int p = 0; p < block.points(); p++) {
                set(points, block.start() + p, p);
            }
        }

        void addPotentials(boolean gradients, double[][] matrices) {
            for (int spin = 0; spin < spins; spin++) {
                block.addPotential(scalar[spin], gradients ? vector[spin] : null, matrices[spin]);
            }
        }

        private static double dot(double[][] a, double[][] b, int p) {
            return a[0][p] * b[0][p] + a[1][p] * b[1][p] + a[2][p] * b[2][p];
        }
    }
}

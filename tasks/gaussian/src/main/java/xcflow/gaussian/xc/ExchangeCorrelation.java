package xcflow.gaussian.xc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import xcflow.functional.Functional;
import xcflow.functional.Points;
import xcflow.functional.Variable;
import xcflow.gaussian.basis.Basis;
import xcflow.gaussian.grid.MolecularGrid;
import xcflow.gaussian.grid.MovingPartition;
import xcflow.numerics.Workers;

/**
 * Exchange-correlation energy and matrix of densities in a basis by numerical integration. J. A.
 * Pople, P. M. W. Gill & B. G. Johnson, Chem. Phys. Lett. 199, 557 (1992).
 *
 * <p>The matrix is the exact derivative of the energy as it is integrated, so energies are
 * variational on any grid. Not thread-safe: its threads are those of its {@link Workers}.
 */
public final class ExchangeCorrelation implements AutoCloseable {
    private static final int GRADIENT_PARTS = 16;

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
        works.forEach(Work::close);
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
        Set<Variable> needs = functional.needs();
        Functional tabulated = functional.tabulated();
        forEachBlock(
                parts,
                (work, part) -> {
                    work.densities(densities, needs);
                    work.evaluate(tabulated, sums[part]);
                    work.addPotentials(matrices[part]);
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

    /**
     * Derivative of the energy by the positions of the nuclei, the density matrices being kept: of
     * the basis functions, of the points, which move with their atoms, and of their weights. It is
     * the exact derivative of the energy as it is integrated.
     *
     * @param densities as in {@link #integrate}
     * @return hartree per bohr, x, y and z of each atom, [3 × atoms]
     */
    public double[] gradient(Functional functional, List<DensityMatrix> densities) {
        Functional tabulated = functional.tabulated();
        MovingPartition partition = new MovingPartition(basis.molecule().atoms(), grid);
        double[][] parts = new double[GRADIENT_PARTS][3 * basis.molecule().atoms().size()];
        forEachBlock(
                GRADIENT_PARTS,
                (work, part) -> {
                    work.densities(densities, functional.needs());
                    work.addGradient(tabulated, densities, partition, parts[part]);
                });
        double[] gradient = new double[parts[0].length];
        for (double[] part : parts) {
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] += part[i];
            }
        }
        return gradient;
    }

    /** Integrals of the densities, which on a good grid are the numbers of electrons. */
    public double[] electrons(List<DensityMatrix> densities) {
        int parts = parts(1);
        double[][] sums = new double[parts][densities.size()];
        forEachBlock(
                parts,
                (work, part) -> {
                    work.densities(densities, Variable.LOCAL);
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

    /** What functionals need to know of densities at all points of the grid. */
    public Points sample(List<DensityMatrix> densities, Set<Variable> needs) {
        Points points = Points.allocate(grid.size(), densities.size() == 2, needs);
        forEachBlock(
                parts(1),
                (work, part) -> {
                    work.densities(densities, needs);
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
                        work.enter(block);
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
        private final BlockVariables[] rooms = new BlockVariables[2];
        private BlockVariables variables;

        /** Made when a gradient is asked for. */
        private BlockGradient gradient;

        private int number;

        void enter(int blockNumber) {
            number = blockNumber;
            block.enter(blockNumber, functions.of(blockNumber));
        }

        void close() {
            block.close();
            if (gradient != null) {
                gradient.close();
            }
        }

        void addGradient(
                Functional functional,
                List<DensityMatrix> densities,
                MovingPartition partition,
                double[] sums) {
            if (gradient == null) {
                gradient = new BlockGradient(basis, grid, block);
            }
            int packed =
                    variables.evaluate(
                            functional,
                            grid.weights(),
                            block.start(),
                            block.points(),
                            new double[1 + densities.size()]);
            gradient.begin();
            for (int spin = 0; spin < densities.size(); spin++) {
                gradient.addDensity(
                        densities.get(spin),
                        variables.scalar(spin),
                        variables.vector(spin),
                        variables.tensor(spin),
                        sums);
            }
            gradient.addGrid(number, variables, packed, partition, sums);
        }

        void densities(List<DensityMatrix> densities, Set<Variable> needs) {
            int spins = densities.size();
            if (rooms[spins - 1] == null || !rooms[spins - 1].needs().equals(needs)) {
                rooms[spins - 1] = new BlockVariables(spins, needs);
            }
            variables = rooms[spins - 1];
            for (int spin = 0; spin < spins; spin++) {
                block.density(
                        densities.get(spin),
                        variables.density(spin),
                        variables.gradient(spin),
                        variables.kinetic(spin));
            }
        }

        /** Evaluates the functional where there are electrons and makes the potentials. */
        void evaluate(Functional functional, double[] sums) {
            variables.evaluate(functional, grid.weights(), block.start(), block.points(), sums);
        }

        void addElectrons(double[] sums) {
            for (int spin = 0; spin < sums.length; spin++) {
                double[] density = variables.density(spin);
                for (int p = 0; p < block.points(); p++) {
                    sums[spin] += grid.weights()[block.start() + p] * density[p];
                }
            }
        }

        void copy(Points points) {
            for (int p = 0; p < block.points(); p++) {
                variables.set(points, block.start() + p, p);
            }
        }

        void addPotentials(double[][] matrices) {
            for (int spin = 0; spin < matrices.length; spin++) {
                block.addPotential(variables.scalar(spin), variables.vector(spin), matrices[spin]);
                if (variables.tensor(spin) != null) {
                    block.addKinetic(variables.tensor(spin), matrices[spin]);
                }
            }
        }
    }
}

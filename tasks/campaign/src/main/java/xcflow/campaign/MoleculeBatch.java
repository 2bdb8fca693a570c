package xcflow.campaign;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import xcflow.functional.Functional;
import xcflow.numerics.Workers;
import xcflow.spi.CancelledException;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;

/**
 * Solves many molecules with one functional. Several molecules run side by side when there are
 * enough of them; finished ones are kept in the checkpoint. Results come in the order of the list
 * and depend neither on the threads nor on interruptions.
 */
final class MoleculeBatch {
    /** A typical number of iterations; only for the estimate of progress. */
    private static final double TYPICAL_ITERATIONS = 12;

    private final MolecularEngine engine;
    private final Functional functional;
    private final boolean sampled;
    private final TaskContext context;

    private List<NamedMolecule> molecules;
    private MolecularEngine.Solution[] solutions;
    private double[] progress;

    /**
     * @param sampled whether the densities are wanted
     */
    MoleculeBatch(
            MolecularEngine engine, Functional functional, boolean sampled, TaskContext context) {
        this.engine = engine;
        this.functional = functional;
        this.sampled = sampled;
        this.context = context;
    }

    /**
     * @throws TaskFailure if molecules have the same name, or one cannot be calculated
     */
    List<MolecularEngine.Solution> solve(List<NamedMolecule> list) throws TaskFailure, IOException {
        refuseEqualNames(list);
        molecules = list;
        solutions = new MolecularEngine.Solution[list.size()];
        progress = new double[list.size()];
        resume();
        int[] open = IntStream.range(0, list.size()).filter(i -> solutions[i] == null).toArray();
        boolean sideBySide = open.length >= 2 * context.threads();
        int inner = sideBySide ? 1 : context.threads();
        TaskFailure[] failures = new TaskFailure[list.size()];
        try (Workers workers = new Workers(sideBySide ? context.threads() : 1)) {
            workers.forEach(
                    open.length,
                    item -> {
                        int i = open[item];
                        try {
                            solve(i, inner);
                        } catch (TaskFailure e) {
                            failures[i] = e;
                            throw new CancelledException();
                        }
                    });
        } catch (CancelledException e) {
            for (TaskFailure failure : failures) {
                if (failure != null) {
                    throw failure;
                }
            }
            throw e;
        }
        return List.of(solutions);
    }

    private static void refuseEqualNames(List<NamedMolecule> list) throws TaskFailure {
        for (int i = 0; i < list.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (list.get(i).name().equals(list.get(j).name())) {
                    throw new TaskFailure("two molecules are called '" + list.get(i).name() + "'");
                }
            }
        }
    }

    private void solve(int i, int threads) throws TaskFailure {
        NamedMolecule molecule = molecules.get(i);
        context.checkCancelled();
        MolecularEngine.Solution solution =
                engine.solve(
                        molecule,
                        functional,
                        sampled,
                        threads,
                        (iteration, energy) -> {
                            context.checkCancelled();
                            report(i, iteration, energy);
                        });
        context.log()
                .info(
                        "{}: {} Ha in {} iterations",
                        molecule.name(),
                        solution.energy(),
                        solution.iterations());
        finish(i, solution);
    }

    private synchronized void report(int i, int iteration, double energy) {
        progress[i] = 1 - Math.exp(-2 * iteration / TYPICAL_ITERATIONS);
        context.progress(
                Arrays.stream(progress).average().orElse(0),
                String.format(
                        Locale.ROOT,
                        "%s with %s, iteration %d, E = %.8f Ha",
                        molecules.get(i).name(),
                        functional.name(),
                        iteration,
                        energy));
    }

    private synchronized void finish(int i, MolecularEngine.Solution solution) {
        solutions[i] = solution;
        progress[i] = 1;
        try {
            context.saveCheckpoint(
                    out -> {
                        DataOutputStream data = new DataOutputStream(out);
                        data.writeInt(solutions.length);
                        for (MolecularEngine.Solution each : solutions) {
                            data.writeBoolean(each != null);
                            if (each != null) {
                                SolutionFile.write(each, data);
                            }
                        }
                        data.flush();
                    });
        } catch (IOException e) {
            context.log().warn("the checkpoint could not be written: {}", e.getMessage());
        }
    }

    private void resume() throws IOException {
        Optional<InputStream> checkpoint = context.loadCheckpoint();
        if (checkpoint.isEmpty()) {
            return;
        }
        try (DataInputStream data = new DataInputStream(checkpoint.get())) {
            if (data.readInt() != solutions.length) {
                return;
            }
            for (int i = 0; i < solutions.length; i++) {
                solutions[i] = data.readBoolean() ? SolutionFile.read(data) : null;
                progress[i] = solutions[i] == null ? 0 : 1;
            }
        }
    }
}

package xcflow.experiments.batch;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import xcflow.engine.NotConverged;
import xcflow.engine.Prepared;
import xcflow.engine.Solution;
import xcflow.engine.Watch;
import xcflow.functional.Functional;
import xcflow.functional.dataset.DataSet;
import xcflow.numerics.Workers;
import xcflow.spi.CancelledException;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.structure.Structure;

/**
 * Solves many molecules or crystals with one functional. One that does not converge is a result
 * too, as long as there is another. Several run side by side when there are enough of them;
 * finished ones are kept in the checkpoint. Results come in the order of the list and depend
 * neither on the threads nor on interruptions.
 */
final class CalculationBatch {
    /** A typical number of iterations; only for the estimate of progress. */
    private static final double TYPICAL_ITERATIONS = 12;

    /** Of the checkpoint; negative, where earlier releases wrote the number of results. */
    private static final int FORMAT = -2;

    private final Systems systems;
    private final Functional functional;
    private final Set<Wanted> wanted;
    private final TaskContext context;

    private List<Structure> structures;
    private Result[] results;
    private String[] reasons;
    private double[] progress;

    /** What may be asked for beside the energies. */
    enum Wanted {
        DENSITY,
        FORCES
    }

    /**
     * One outcome.
     *
     * @param sample density at the points of the grid; null unless it was asked for
     */
    record Result(Solved solution, DataSet sample) {}

    CalculationBatch(Systems systems, Functional functional, Set<Wanted> wanted) {
        this.systems = systems;
        this.functional = functional;
        this.wanted = Set.copyOf(wanted);
        this.context = systems.context();
    }

    /**
     * What became of the calculations.
     *
     * @param converged by name, in the order of the list
     * @param missing why the others have no result, by name
     */
    record Results(Map<String, Result> converged, Map<String, String> missing) {}

    /**
     * @throws TaskFailure if two have the same name, one cannot be calculated, or none converges
     */
    Results solve(List<Structure> list) throws TaskFailure, IOException {
        refuseEqualNames(list);
        structures = list;
        results = new Result[list.size()];
        reasons = new String[list.size()];
        progress = new double[list.size()];
        resume();
        int[] open = IntStream.range(0, list.size()).filter(i -> results[i] == null).toArray();
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
                        } catch (NotConverged e) {
                            failed(i, e.getMessage());
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
        return collected();
    }

    private Results collected() throws NotConverged {
        Map<String, Result> converged = new LinkedHashMap<>();
        Map<String, String> missing = new LinkedHashMap<>();
        for (int i = 0; i < results.length; i++) {
            String name = structures.get(i).name();
            if (results[i] == null) {
                missing.put(name, reasons[i]);
            } else {
                converged.put(name, results[i]);
            }
        }
        if (converged.isEmpty()) {
            throw new NotConverged(String.join("; ", missing.values()));
        }
        return new Results(converged, missing);
    }

    private synchronized void failed(int i, String reason) {
        context.log().warn("{}", reason);
        reasons[i] = reason;
        progress[i] = 1;
    }

    private static void refuseEqualNames(List<Structure> list) throws TaskFailure {
        for (int i = 0; i < list.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (list.get(i).name().equals(list.get(j).name())) {
                    throw new TaskFailure(
                            "two calculations are called '" + list.get(i).name() + "'");
                }
            }
        }
    }

    private void solve(int i, int threads) throws TaskFailure {
        Structure structure = structures.get(i);
        context.checkCancelled();
        try (Prepared prepared = systems.prepare(structure, threads)) {
            Solution solution = prepared.solve(functional, Optional.empty(), watch(i));
            solution.warnings()
                    .forEach(w -> context.warn(w.code(), structure.name() + ": " + w.text()));
            context.log()
                    .info(
                            "{}: {} Ha in {} iterations",
                            structure.name(),
                            solution.energy(),
                            solution.iterations());
            finish(
                    i,
                    new Result(
                            wanted.contains(Wanted.FORCES)
                                    ? Solved.withForces(solution)
                                    : Solved.of(solution),
                            wanted.contains(Wanted.DENSITY) ? solution.sample() : null));
        }
    }

    private Watch watch(int i) {
        return new Watch() {
            @Override
            public void iteration(Step step) {
                context.checkCancelled();
                report(i, step.number(), step.energy());
            }

            @Override
            public boolean cancelled() {
                return context.cancelled();
            }
        };
    }

    private synchronized void report(int i, int iteration, double energy) {
        progress[i] = 1 - Math.exp(-2 * iteration / TYPICAL_ITERATIONS);
        context.progress(
                Arrays.stream(progress).average().orElse(0),
                String.format(
                        Locale.ROOT,
                        "%s with %s, iteration %d, E = %.8f Ha",
                        structures.get(i).name(),
                        functional.name(),
                        iteration,
                        energy));
    }

    private synchronized void finish(int i, Result result) {
        results[i] = result;
        progress[i] = 1;
        CheckpointData.save(
                context,
                data -> {
                    data.writeInt(FORMAT);
                    data.writeInt(results.length);
                    for (Result each : results) {
                        data.writeBoolean(each != null);
                        if (each != null) {
                            ResultFile.write(each, data);
                        }
                    }
                });
    }

    private void resume() throws IOException {
        Optional<InputStream> checkpoint = context.loadCheckpoint();
        if (checkpoint.isEmpty()) {
            return;
        }
        try (DataInputStream data = new DataInputStream(checkpoint.get())) {
            if (data.readInt() != FORMAT || data.readInt() != results.length) {
                return;
            }
            for (int i = 0; i < results.length; i++) {
                results[i] = data.readBoolean() ? ResultFile.read(data) : null;
                progress[i] = results[i] == null ? 0 : 1;
            }
        }
    }
}

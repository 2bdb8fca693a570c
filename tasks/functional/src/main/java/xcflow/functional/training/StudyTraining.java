package xcflow.functional.training;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import xcflow.functional.Separable;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.DataSetFile;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.numerics.Workers;

/**
 * Functional cloning as published studies do it: the mean square error of the enhancement factors,
 * by {@link #STEPS} full-batch steps of Adam, with Deeplearning4j. Exchange and correlation are
 * trained independently, at the same time if there are two threads. The result depends neither on
 * that nor on interruptions.
 */
public final class StudyTraining {
    /** Steps of each factor. */
    public static final int STEPS = 20_000;

    /** Steps from one point of the learning curve, and one checkpoint, to the next. */
    private static final int EVERY = 500;

    private final NeuralFunctional start;
    private final TrainingMonitor monitor;
    private final StudyState state;

    private StudyTraining(NeuralFunctional start, TrainingMonitor monitor, StudyState state) {
        this.start = start;
        this.monitor = monitor;
        this.state = state;
    }

    /**
     * Trains a functional of the architecture {@code study}.
     *
     * @param start functional whose weights are the starting point
     * @param heldOut systems that are not fitted
     * @param steps of each factor
     * @param checkpoint of an interrupted training; one of another training is ignored
     * @param threads that may be used
     * @throws IllegalArgumentException if nothing is left to train on
     */
    public static Training.Outcome train(
            NeuralFunctional start,
            Separable reference,
            DataSet data,
            List<String> heldOut,
            int steps,
            Optional<byte[]> checkpoint,
            TrainingMonitor monitor,
            int threads) {
        return train(start, reference, data, heldOut, steps, EVERY, checkpoint, monitor, threads);
    }

    /** The same with checkpoints as often as wanted. */
    static Training.Outcome train(
            NeuralFunctional start,
            Separable reference,
            DataSet data,
            List<String> heldOut,
            int steps,
            int every,
            Optional<byte[]> checkpoint,
            TrainingMonitor monitor,
            int threads) {
        for (String name : heldOut) {
            if (!data.systems().contains(name)) {
                throw new IllegalArgumentException(
                        "the data set has no system \"" + name + "\" to hold out");
            }
        }
        var fitted = data.select(s -> !heldOut.contains(data.systems().get(s)));
        if (fitted.size() == 0) {
            throw new IllegalArgumentException("no system is left to train on");
        }
        var fresh = new StudyState(fingerprint(start, reference, fitted, steps), start);
        var state = checkpoint.flatMap(bytes -> StudyState.read(bytes, fresh)).orElse(fresh);
        var training = new StudyTraining(start, monitor, state);
        training.run(reference, fitted, steps, every, threads);
        return new Training.Outcome(
                start.withParameters(
                        state.place(true).parameters(), state.place(false).parameters()),
                state.curve());
    }

    private void run(Separable reference, DataSet data, int steps, int every, int threads) {
        var pool = Executors.newFixedThreadPool(Math.min(2, Math.max(1, threads)));
        try (var workers = new Workers(1)) {
            var parts = new ArrayList<StudyPart>();
            for (boolean exchange : new boolean[] {true, false}) {
                parts.add(
                        new StudyPart(
                                start, reference, data, exchange, steps, every, state, workers));
            }
            List<Future<?>> running = new ArrayList<>();
            for (StudyPart part : parts) {
                running.add(pool.submit(() -> part.train(monitor)));
            }
            for (Future<?> part : running) {
                part.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            pool.shutdownNow();
        }
    }

    private static String fingerprint(
            NeuralFunctional start, Separable reference, DataSet data, int steps) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
            DataSetFile.write(data, out);
            FunctionalFile.write(start, out);
            out.write((steps + reference.name()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

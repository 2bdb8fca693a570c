package xcflow.functional.training;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import xcflow.functional.Separable;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.dataset.DataSetFile;
import xcflow.functional.neural.FunctionalFile;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.numerics.Workers;

/**
 * Functional cloning: fits a neural functional to a reference on given densities.
 *
 * <p>Exchange and correlation are fitted one after the other, each to its own part of the
 * reference, so that no error of one hides in the other. The result depends on the arguments alone:
 * neither on the number of threads nor on interruptions.
 */
public final class Training {
    private static final int CHECKPOINT_EVERY = 10;

    /** An improvement of the judgement by less than this fraction counts as none. */
    private static final double LEAST_IMPROVEMENT = 0.01;

    private final NeuralFunctional start;
    private final Separable reference;
    private final DataSet training;
    private final DataSet heldOut;
    private final TrainingSettings settings;
    private final TrainingMonitor monitor;
    private final Workers workers;
    private TrainingState state;

    /**
     * @param functional with the best weights found
     * @param curve the learning curves of exchange and correlation
     */
    public record Outcome(NeuralFunctional functional, List<CurvePoint> curve) {
        public Outcome {
            curve = List.copyOf(curve);
        }
    }

    private Training(
            NeuralFunctional start,
            Separable reference,
            DataSet data,
            TrainingSettings settings,
            TrainingMonitor monitor,
            Workers workers) {
        this.start = start;
        this.reference = reference;
        this.settings = settings;
        this.monitor = monitor;
        this.workers = workers;
        var names = new HashSet<>(settings.heldOut());
        for (String name : names) {
            if (!data.systems().contains(name)) {
                throw new IllegalArgumentException(
                        "the data set has no system \""
                                + name
                                + "\" to hold out; it has "
                                + String.join(", ", data.systems()));
            }
        }
        training = data.select(s -> !names.contains(data.systems().get(s)));
        heldOut = data.select(s -> names.contains(data.systems().get(s)));
        if (training.size() == 0) {
            throw new IllegalArgumentException("no system is left to train on");
        }
        state =
                new TrainingState(
                        fingerprint(data),
                        start.exchangeFactor().network().parameters(),
                        start.correlationFactor().network().parameters());
    }

    /**
     * Trains a functional.
     *
     * @param start functional whose weights are the starting point
     * @param checkpoint of an interrupted training; one of another training is ignored
     * @param threads that may be used
     * @throws IllegalArgumentException if the settings do not fit the data
     */
    public static Outcome train(
            NeuralFunctional start,
            Separable reference,
            DataSet data,
            TrainingSettings settings,
            Optional<byte[]> checkpoint,
            TrainingMonitor monitor,
            int threads) {
        try (var workers = new Workers(threads)) {
            var training = new Training(start, reference, data, settings, monitor, workers);
            checkpoint
                    .flatMap(bytes -> TrainingState.read(bytes, training.state))
                    .ifPresent(resumed -> training.state = resumed);
            return training.run();
        }
    }

    private Outcome run() {
        while (state.part < 2) {
            trainPart();
            state.nextPart();
            monitor.checkpoint(state.write());
        }
        return new Outcome(start.withParameters(state.kept[0], state.kept[1]), state.curve);
    }

    private void trainPart() {
        boolean exchange = state.part == 0;
        var factor = exchange ? start.exchangeFactor() : start.correlationFactor();
        var part = exchange ? Part.exchange(start, reference) : Part.correlation(start, reference);
        var loss =
                CloningLoss.of(
                        part, factor, training, settings.loss(), settings.cells(), true, workers);
        var judge =
                heldOut.size() == 0
                        ? null
                        : CloningLoss.of(
                                part,
                                factor,
                                heldOut,
                                settings.loss(),
                                settings.cells(),
                                false,
                                workers);
        if (state.adamStep < settings.adamSteps()) {
            warmUp(loss, judge);
        }
        var minimiser =
                new LevenbergMarquardt(
                        loss.problem(), state.current[state.part], state.damping, state.growth);
        if (state.step == 0) {
            record("gauss-newton", 0, minimiser.theta(), minimiser.deviations(), loss, judge);
        }
        while (state.step < settings.iterations() && state.fruitless < settings.patience()) {
            monitor.checkCancelled();
            if (!minimiser.step()) {
                break;
            }
            state.step++;
            state.current[state.part] = minimiser.theta();
            state.damping = minimiser.damping();
            state.growth = minimiser.growth();
            record(
                    "gauss-newton",
                    state.step,
                    minimiser.theta(),
                    minimiser.deviations(),
                    loss,
                    judge);
            if (state.step % CHECKPOINT_EVERY == 0) {
                monitor.checkpoint(state.write());
            }
        }
    }

    private void warmUp(CloningLoss loss, CloningLoss judge) {
        var adam = new Adam(settings.adamRate(), loss.problem().parameters(), state.moments);
        double[] r = new double[loss.problem().rows()];
        double[] gradient = new double[loss.problem().parameters()];
        while (state.adamStep < settings.adamSteps()) {
            monitor.checkCancelled();
            double[] theta = state.current[state.part];
            loss.problem().gradient(theta, r, gradient);
            if (state.adamStep % CHECKPOINT_EVERY == 0) {
                record("adam", state.adamStep, theta, r, loss, judge);
            }
            adam.step(theta, gradient, state.adamStep);
            state.adamStep++;
            state.moments = adam.moments();
        }
        state.best = Double.POSITIVE_INFINITY;
        state.fruitless = 0;
    }

    /** Adds a point to the learning curve, and keeps the weights if they are the best so far. */
    private void record(
            String phase,
            int step,
            double[] theta,
            double[] r,
            CloningLoss loss,
            CloningLoss judge) {
        double[] errors = loss.errors(r);
        double trainingLoss = LevenbergMarquardt.square(r);
        double heldOutLoss = Double.NaN;
        double heldOutIntegrated = Double.NaN;
        if (judge != null) {
            double[] unseen = new double[judge.problem().rows()];
            judge.problem().deviations(theta, unseen);
            heldOutLoss = LevenbergMarquardt.square(unseen);
            heldOutIntegrated = judge.errors(unseen)[3];
        }
        double judgement = judge == null ? trainingLoss : heldOutLoss;
        state.fruitless =
                judgement < (1 - LEAST_IMPROVEMENT) * state.best ? 0 : state.fruitless + 1;
        if (judgement < state.best) {
            state.best = judgement;
            state.kept[state.part] = theta.clone();
        }
        var point =
                new CurvePoint(
                        state.part == 0 ? "exchange" : "correlation",
                        phase,
                        step,
                        trainingLoss,
                        errors[0],
                        errors[1],
                        errors[2],
                        errors[3],
                        heldOutLoss,
                        heldOutIntegrated);
        state.curve.add(point);
        int all = settings.adamSteps() + settings.iterations();
        int done = phase.equals("adam") ? step : settings.adamSteps() + step;
        monitor.step(0.5 * (state.part + (double) done / Math.max(1, all)), point);
    }

    private String fingerprint(DataSet data) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
            DataSetFile.write(data, out);
            FunctionalFile.write(start, out);
            out.write(settings.toString().getBytes(StandardCharsets.UTF_8));
            out.write(reference.name().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

package xcflow.functional.training;

import xcflow.functional.Separable;
import xcflow.functional.dataset.DataSet;
import xcflow.functional.deeplearning.FactorTrainer;
import xcflow.functional.neural.Factor;
import xcflow.functional.neural.FactorKernel;
import xcflow.functional.neural.NeuralFunctional;
import xcflow.numerics.Workers;

/** The training of exchange or correlation within a {@link StudyTraining}. */
final class StudyPart {
    /** Points that are fitted at most, so that 20 000 steps take minutes. */
    private static final int MOST_POINTS = 1000;

    private static final int SPIN_CELLS = 10;

    /** Ratios of energies that are smaller than this are noise. */
    private static final double NEGLIGIBLE = 1e-14;

    private final Factor factor;
    private final boolean exchange;
    private final int steps;
    private final int every;
    private final StudyState state;
    private final CloningLoss judge;
    private final FactorTrainer trainer;

    StudyPart(
            NeuralFunctional start,
            Separable reference,
            DataSet data,
            boolean exchange,
            int steps,
            int every,
            StudyState state,
            Workers workers) {
        this.exchange = exchange;
        this.steps = steps;
        this.every = every;
        this.state = state;
        factor = exchange ? start.exchangeFactor() : start.correlationFactor();
        var part = exchange ? Part.exchange(start, reference) : Part.correlation(start, reference);
        var settings = TrainingSettings.DEFAULT;
        judge =
                CloningLoss.of(
                        part, factor, data, settings.loss(), settings.cells(), true, workers);
        trainer =
                new FactorTrainer(
                        factor.network(),
                        factor.spec().limit(),
                        steps,
                        points(part, data),
                        state.place(exchange));
    }

    /** One point for each cell of r_s, ζ and s that has electrons, with the same weight. */
    private FactorTrainer.Points points(Part part, DataSet data) {
        int cells = 64;
        var samples = samples(part, data, cells);
        while (samples.size() > MOST_POINTS && cells > 4) {
            cells -= 2;
            samples = samples(part, data, cells);
        }
        int inputs = factor.network().inputs();
        double[][] x = new double[samples.size()][inputs];
        double[][] labels = new double[samples.size()][2];
        var kernel = new FactorKernel(factor);
        int n = 0;
        for (int i = 0; i < samples.size(); i++) {
            int k = i % FactorKernel.BLOCK;
            if (k == 0) {
                int block = i / FactorKernel.BLOCK;
                kernel.evaluate(samples.block(block), samples.pointsIn(block));
            }
            double base = samples.coefficients[samples.at(i, 0)];
            double target = samples.coefficients[samples.at(i, 0) + FactorKernel.COMBINATION];
            if (Math.abs(base) > NEGLIGIBLE) {
                for (int j = 0; j < inputs; j++) {
                    x[n][j] = kernel.input(j, k);
                }
                labels[n][0] = target / base;
                labels[n++][1] = kernel.gate(k);
            }
        }
        return new FactorTrainer.Points(
                java.util.Arrays.copyOf(x, n), java.util.Arrays.copyOf(labels, n));
    }

    private static Samples samples(Part part, DataSet data, int cells) {
        var thinned = new Thinning(cells, SPIN_CELLS, false, 0).thinTogether(data);
        return part.integrated(thinned, new int[part.capacity(thinned)]);
    }

    /** Takes the steps that are left. */
    void train(TrainingMonitor monitor) {
        for (int step = state.place(exchange).step(); step < steps; step++) {
            monitor.checkCancelled();
            trainer.step();
            if ((step + 1) % every == 0 || step + 1 == steps) {
                record(step + 1, monitor);
            }
        }
    }

    private void record(int step, TrainingMonitor monitor) {
        var place = trainer.place();
        double[] r = new double[judge.problem().rows()];
        judge.problem().deviations(place.parameters(), r);
        double[] errors = judge.errors(r);
        var point =
                new CurvePoint(
                        exchange ? "exchange" : "correlation",
                        "adam",
                        step,
                        trainer.loss(),
                        errors[0],
                        errors[1],
                        errors[2],
                        errors[3],
                        Double.NaN,
                        Double.NaN);
        synchronized (state) {
            state.reached(exchange, place, point);
            monitor.step(state.fraction(steps), point);
            monitor.checkpoint(state.write());
        }
    }
}

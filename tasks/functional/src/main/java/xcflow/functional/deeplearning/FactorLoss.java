package xcflow.functional.deeplearning;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Mean square of F − F_wanted, where F = Λ/(1 + (Λ − 1) e^{−g y}) with the network's output y. The
 * labels have two columns: F_wanted and the gate g.
 */
public final class FactorLoss implements ILossFunction {
    private static final long serialVersionUID = 1;

    private final double limit;

    /**
     * @param limit Λ
     */
    public FactorLoss(double limit) {
        this.limit = limit;
    }

    /** F of each point. */
    private double factor(double gate, double output) {
        return limit / (1 + (limit - 1) * Math.exp(-gate * output));
    }

    private double[] squares(INDArray labels, INDArray output) {
        double[] wanted = column(labels, 0);
        double[] gate = column(labels, 1);
        double[] y = output.reshape(output.length()).toDoubleVector();
        double[] squares = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            double error = factor(gate[i], y[i]) - wanted[i];
            squares[i] = error * error;
        }
        return squares;
    }

    private static double[] column(INDArray labels, int column) {
        return labels.getColumn(column).toDoubleVector();
    }

    @Override
    public double computeScore(
            INDArray labels, INDArray output, IActivation activation, INDArray mask, boolean mean) {
        double sum = 0;
        double[] squares = squares(labels, output);
        for (double square : squares) {
            sum += square;
        }
        return mean ? sum / squares.length : sum;
    }

    @Override
    public INDArray computeScoreArray(
            INDArray labels, INDArray output, IActivation activation, INDArray mask) {
        double[] squares = squares(labels, output);
        return Nd4j.createFromArray(squares).reshape(squares.length, 1);
    }

    @Override
    public INDArray computeGradient(
            INDArray labels, INDArray output, IActivation activation, INDArray mask) {
        double[] wanted = column(labels, 0);
        double[] gate = column(labels, 1);
        double[] y = output.reshape(output.length()).toDoubleVector();
        double[] gradient = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            double f = factor(gate[i], y[i]);
            gradient[i] = 2 * (f - wanted[i]) * f * (1 - f / limit) * gate[i];
        }
        return Nd4j.createFromArray(gradient).reshape(gradient.length, 1);
    }

    @Override
    public Pair<Double, INDArray> computeGradientAndScore(
            INDArray labels, INDArray output, IActivation activation, INDArray mask, boolean mean) {
        return new Pair<>(
                computeScore(labels, output, activation, mask, mean),
                computeGradient(labels, output, activation, mask));
    }

    @Override
    public String name() {
        return "mean square of the enhancement factor";
    }
}

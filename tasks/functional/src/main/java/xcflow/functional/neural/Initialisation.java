package xcflow.functional.neural;

import java.util.Random;

/**
 * How the weights of an untrained functional are drawn. Weights are uniform within ±√(6/(inputs +
 * outputs)) of their layer (Glorot and Bengio, AISTATS 2010, eq. 16), biases within ±1 in the first
 * layer, so that the neurons' steps are spread over the inputs' range, and within ±0.1 elsewhere.
 *
 * @param seed of {@link Random}, whose algorithm is part of Java's specification; the correlation
 *     network takes the numbers that follow those of the exchange network
 * @param outputGain factor of the output layer's weights and bias; zero makes the network vanish
 */
public record Initialisation(long seed, double outputGain) {

    public Initialisation {
        if (!(Math.abs(outputGain) < 1e6)) {
            throw new IllegalArgumentException("output-gain " + outputGain + " is out of range");
        }
    }

    /** Draws the parameters of an exchange and a correlation network. */
    double[][] draw(FactorSpec exchange, FactorSpec correlation) {
        var random = new Random(seed);
        return new double[][] {draw(exchange, random), draw(correlation, random)};
    }

    private double[] draw(FactorSpec spec, Random random) {
        double[] parameters = new double[spec.parameterCount()];
        var shape =
                new Network(
                        spec.inputs().size(),
                        spec.width(),
                        spec.depth(),
                        spec.activation(),
                        parameters);
        int at = 0;
        for (int layer = 0; layer <= spec.depth(); layer++) {
            int fanIn = shape.fanIn(layer);
            int fanOut = shape.fanOut(layer);
            double gain = layer == spec.depth() ? outputGain : 1;
            double range = Math.sqrt(6.0 / (fanIn + fanOut));
            for (int i = 0; i < fanIn * fanOut; i++) {
                parameters[at++] = gain * range * (2 * random.nextDouble() - 1);
            }
            double biasRange = layer == 0 ? 1 : 0.1;
            for (int i = 0; i < fanOut; i++) {
                parameters[at++] = gain * biasRange * (2 * random.nextDouble() - 1);
            }
        }
        return parameters;
    }
}

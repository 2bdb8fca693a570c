package xcflow.functional.deeplearning;

import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import xcflow.functional.neural.Activation;
import xcflow.functional.neural.Network;
import xcflow.numerics.LinearAlgebra;

/** Networks as models of Deeplearning4j, in double precision. */
public final class Models {
    static {
        // ND4J uses the same OpenBLAS: a kernel that is right must be chosen before.
        LinearAlgebra.load();
    }

    private Models() {}

    /** Loads the native library; later calls do nothing. */
    static void load() {
        // Initialising this class has done it.
    }

    /** The model that computes what the network does. */
    public static MultiLayerNetwork of(Network network) {
        return of(network, new LossMSE(), new NoOp());
    }

    /**
     * The same to be trained.
     *
     * @param loss compares the output with labels
     * @param updater what is done with gradients
     */
    static MultiLayerNetwork of(Network network, ILossFunction loss, IUpdater updater) {
        var list =
                new NeuralNetConfiguration.Builder()
                        .seed(1)
                        .dataType(DataType.DOUBLE)
                        .trainingWorkspaceMode(WorkspaceMode.ENABLED)
                        .updater(updater)
                        .activation(activation(network.activation()))
                        .list();
        for (int layer = 0; layer < network.depth(); layer++) {
            list.layer(
                    new DenseLayer.Builder()
                            .nIn(layer == 0 ? network.inputs() : network.width())
                            .nOut(network.width())
                            .build());
        }
        MultiLayerConfiguration configuration =
                list.layer(
                                new OutputLayer.Builder(loss)
                                        .nIn(network.width())
                                        .nOut(1)
                                        .activation(new ActivationIdentity())
                                        .build())
                        .build();
        var model = new MultiLayerNetwork(configuration);
        model.init(Nd4j.createFromArray(new double[][] {network.parameters()}), true);
        return model;
    }

    private static IActivation activation(Activation activation) {
        return switch (activation) {
            case TANH -> new ActivationTanH();
            case SILU -> new ActivationSwish();
            case GELU -> new Gelu();
        };
    }

    /** The parameters in the order of {@link Network}, which is also that of the model. */
    public static double[] parameters(MultiLayerNetwork model) {
        INDArray all = model.params();
        return all.reshape(all.length()).toDoubleVector();
    }
}

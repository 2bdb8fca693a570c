package xcflow.functional.training;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.AdamUpdater;
import xcflow.numerics.LinearAlgebra;

/**
 * ND4J's Adam on vectors of parameters. The native library is loaded when this class is first used.
 */
final class Adam {
    static {
        // ND4J uses the same OpenBLAS: a kernel that is right must be chosen before.
        LinearAlgebra.load();
    }

    private final AdamUpdater updater;
    private final INDArray moments;

    /**
     * @param saved moments of an interrupted training, or an empty array
     */
    Adam(double rate, int parameters, double[] saved) {
        updater = new AdamUpdater(new org.nd4j.linalg.learning.config.Adam(rate));
        boolean fresh = saved.length == 0;
        moments =
                fresh
                        ? Nd4j.zeros(DataType.DOUBLE, 1, 2L * parameters)
                        : Nd4j.createFromArray(new double[][] {saved});
        updater.setStateViewArray(moments, new long[] {1, parameters}, 'c', fresh);
    }

    /** Changes the parameters by one step against the gradient. */
    void step(double[] parameters, double[] gradient, int step) {
        var update = Nd4j.createFromArray(new double[][] {gradient});
        updater.applyUpdater(update, step, 0);
        double[] change = update.toDoubleVector();
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] -= change[i];
        }
    }

    /** First and second moments. */
    double[] moments() {
        return moments.toDoubleVector();
    }
}

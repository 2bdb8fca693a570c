package xcflow.functional.deeplearning;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The exact GELU, z (1 + erf(z/√2))/2. Deeplearning4j's own is z σ(1.702 z), which differs in the
 * second digit. Models name this class, so that it has to be there when they are read.
 */
public final class Gelu extends BaseActivationFunction {
    private static final long serialVersionUID = 1;
    private static final double ROOT_HALF = Math.sqrt(0.5);
    private static final double INVERSE_ROOT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);

    /** (1 + erf(z/√2))/2. */
    private static INDArray cumulative(INDArray z) {
        var scaled = z.mul(ROOT_HALF);
        return Nd4j.getExecutioner()
                .exec(new org.nd4j.linalg.api.ops.impl.transforms.strict.Erf(scaled, scaled))
                .addi(1)
                .muli(0.5);
    }

    @Override
    public INDArray getActivation(INDArray in, boolean training) {
        return in.muli(cumulative(in));
    }

    @Override
    public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
        assertShape(in, epsilon);
        var slope = in.mul(in).muli(-0.5);
        Nd4j.getExecutioner()
                .exec(new org.nd4j.linalg.api.ops.impl.transforms.strict.Exp(slope, slope));
        slope.muli(INVERSE_ROOT_TWO_PI).muli(in).addi(cumulative(in)).muli(epsilon);
        return new Pair<>(slope, null);
    }

    @Override
    public String toString() {
        return "gelu";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Gelu;
    }

    @Override
    public int hashCode() {
        return Gelu.class.hashCode();
    }
}

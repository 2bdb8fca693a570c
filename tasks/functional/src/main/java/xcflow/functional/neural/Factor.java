package xcflow.functional.neural;

/**
 * A neural factor F(r_s, ζ, p): a {@link FactorSpec} with the weights of its network. Immutable.
 */
public final class Factor {
    private final FactorSpec spec;
    private final Network network;

    public Factor(FactorSpec spec, double[] parameters) {
        this.spec = spec;
        this.network =
                new Network(
                        spec.inputs().size(),
                        spec.width(),
                        spec.depth(),
                        spec.activation(),
                        parameters);
    }

    public FactorSpec spec() {
        return spec;
    }

    public Network network() {
        return network;
    }

    /** The same factor with other weights. */
    public Factor withParameters(double[] parameters) {
        return new Factor(spec, parameters);
    }
}

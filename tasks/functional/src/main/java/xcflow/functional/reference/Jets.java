package xcflow.functional.reference;

import java.util.Arrays;

/** Room for the jets of one thread: they are made once and used again at each point. */
final class Jets {
    private final int variables;
    private Jet[] jets = {};
    private int used;

    /**
     * @param variables number of derivatives that jets carry
     */
    Jets(int variables) {
        this.variables = variables;
    }

    /** Begins another point: all jets so far are free. */
    void start() {
        used = 0;
    }

    /** A jet whose numbers are not set. */
    Jet next() {
        if (used == jets.length) {
            more();
        }
        return jets[used++];
    }

    private void more() {
        jets = Arrays.copyOf(jets, jets.length + 64);
        for (int i = used; i < jets.length; i++) {
            jets[i] = new Jet(this, variables);
        }
    }

    /** A number that does not depend on the variables. */
    Jet constant(double value) {
        Jet jet = next();
        jet.v = value;
        Arrays.fill(jet.d, 0);
        return jet;
    }

    /** One of the variables. */
    Jet variable(double value, int index) {
        Jet jet = constant(value);
        jet.d[index] = 1;
        return jet;
    }
}

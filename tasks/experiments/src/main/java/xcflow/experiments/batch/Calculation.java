package xcflow.experiments.batch;

import xcflow.spi.TaskFailure;

/** A molecule or crystal with all settings except for the functional. Thread-safe. */
public interface Calculation {

    /** For tables, data sets and messages. */
    String name();

    /**
     * Sets the equations up.
     *
     * @param threads number of threads to use; results do not depend on it
     * @throws TaskFailure if the settings do not suit the molecule or crystal
     */
    Equations open(int threads) throws TaskFailure;
}

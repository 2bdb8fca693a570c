package xcflow.engine;

/**
 * Hears of the iterations. May throw {@link xcflow.spi.CancelledException} to end the calculation.
 */
@FunctionalInterface
public interface Watch {

    /** Hears nothing. */
    Watch SILENT = step -> {};

    /**
     * An iteration.
     *
     * @param number from 1
     * @param energy total energy, Ha
     * @param state of the convergence in a few words, such as {@code error 1.2e-05}
     */
    record Step(int number, double energy, String state) {}

    /** Called after each iteration, in the thread that solves. */
    void iteration(Step step);

    /** Whether the calculation is to be given up; asked at least once a second or iteration. */
    default boolean cancelled() {
        return false;
    }
}

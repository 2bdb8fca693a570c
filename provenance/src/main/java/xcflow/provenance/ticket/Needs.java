package xcflow.provenance.ticket;

/**
 * What an execution needs of the worker that takes it.
 *
 * @param place name of the workers that may take it; empty: any
 * @param threads at least 1
 * @param memory bytes; 0 if nothing was declared
 * @param gpus number of graphics processors
 * @param longest milliseconds that it may take; 0 if that is not known
 */
public record Needs(String place, int threads, long memory, int gpus, long longest) {

    /** One thread, wherever there is one. */
    public static final Needs LITTLE = new Needs("", 1, 0, 0, 0);
}

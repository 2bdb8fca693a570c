package xcflow.spi;

/**
 * Ways to set up the virtual machine, by what a command spends its time on. The launcher decides
 * which options of the virtual machine that means ({@code runner/launcher}).
 */
public enum LaunchProfile {
    /** Computes in Java for long: the virtual machine's own defaults, with parallel collection. */
    COMPUTE,
    /** Ends before an optimising compiler would pay off, or computes in native code. */
    LOOK,
    /** Conducts a run whose tasks compute; the runner's own code is not worth optimising. */
    CONDUCT,
    /** Executes what others conduct: one of many on a machine, which mostly waits. */
    WORK,
    /** Hashes a lot, and does everything else once. */
    HASH,
    /** Integrals of one molecule: loops that are hot for seconds. */
    INTEGRALS,
    /** Several calculations in native code, between which some Java becomes hot. */
    SERIES,
    /** Coupled cluster: large arrays and long loops of integrals. */
    CORRELATE
}

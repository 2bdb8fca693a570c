package xcflow.launcher;

import java.util.ArrayList;
import java.util.List;
import xcflow.spi.LaunchProfile;

/** Options of the virtual machine, one a line, as Java reads them from files named with an @. */
final class ArgumentFiles {
    /** Versions of Java from which on more options are needed. */
    static final List<Integer> LEVELS = List.of(17, 24, 25);

    private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";
    private static final String SERIAL = "-XX:+UseSerialGC";
    private static final String PARALLEL = "-XX:+UseParallelGC";

    private ArgumentFiles() {}

    /**
     * What every command gets.
     *
     * @param level of {@link #LEVELS}
     * @param commit that was built; empty if unknown
     */
    static List<String> common(int level, String commit) {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "-Xshare:auto",
                                "-Xlog:disable",
                                "-Xlog:all=error:stderr",
                                "-Dfile.encoding=UTF-8",
                                "-XX:+UnlockDiagnosticVMOptions",
                                "-XX:-PrintWarnings",
                                "-XX:+IgnoreUnrecognizedVMOptions",
                                // The mapper of the database would make the flight recorder ready
                                // at
                                // every start, a tenth of what a question costs.
                                // (XCFLOW_JAVA_OPTS=-XX:+FlightRecorder lets it; the warning that
                                // the option is old is not for users.)
                                "-XX:-FlightRecorder",
                                // At the address for which it was made, an archive need not be
                                // adapted at every start.
                                "-XX:ArchiveRelocationMode=0"));
        if (level >= 24) {
            options.add("--enable-native-access=ALL-UNNAMED");
            options.add("--sun-misc-unsafe-memory-access=allow");
        }
        if (!commit.isEmpty()) {
            options.add("-Dxcflow.commit=" + commit);
        }
        return options;
    }

    static List<String> of(LaunchProfile profile) {
        return switch (profile) {
            case COMPUTE -> List.of(PARALLEL);
            case LOOK -> List.of(FIRST_COMPILER, SERIAL);
            // With the usual thresholds, compiling the runner costs more than running it.
            case CONDUCT -> with(List.of(PARALLEL), second(50_000, 6_000, 150_000, 400_000));
            // Many of them share a machine: what is free goes back, for a hundredth more time, and
            // what the optimising compiler takes is for tasks rather than for taking them.
            case WORK ->
                    with(
                            List.of(
                                    SERIAL,
                                    "-Xms16m",
                                    "-XX:MinHeapFreeRatio=10",
                                    "-XX:MaxHeapFreeRatio=30"),
                            second(200_000, 24_000, 600_000, 400_000));
            // Hashing is worth optimising; what else is done is over before it would be.
            case HASH ->
                    with(
                            List.of(
                                    SERIAL,
                                    "-Xmn128m",
                                    "-XX:CompileCommand=quiet",
                                    "-XX:CompileCommand=CompileThresholdScaling,sun.security.provider.*::*,0.1"),
                            second(500_000, 60_000, 1_500_000, 4_000_000));
            // The optimising compiler is for what is hot for long; the loops of integrals are
            // faster without the widest vectors.
            case INTEGRALS ->
                    with(
                            List.of(
                                    SERIAL,
                                    "-XX:MaxVectorSize=32",
                                    "-XX:Tier3BackEdgeThreshold=10000"),
                            second(200_000, 3_000, 600_000, 4_000_000));
            case SERIES -> with(List.of(SERIAL), second(500_000, 60_000, 1_500_000, 40_000_000));
            case CORRELATE -> List.of(PARALLEL, "-XX:MaxVectorSize=32");
        };
    }

    private static List<String> with(List<String> some, List<String> more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }

    /** Calls and loops after which the optimising compiler takes a method. */
    private static List<String> second(int calls, int fewest, int sum, int loops) {
        return List.of(
                "-XX:Tier4InvocationThreshold=" + calls,
                "-XX:Tier4MinInvocationThreshold=" + fewest,
                "-XX:Tier4CompileThreshold=" + sum,
                "-XX:Tier4BackEdgeThreshold=" + loops);
    }
}

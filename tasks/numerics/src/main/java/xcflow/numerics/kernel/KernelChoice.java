package xcflow.numerics.kernel;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.spi.UnsoundMachineException;

/**
 * Which kernel of OpenBLAS is used, decided before the library is loaded.
 *
 * @param set what {@code OPENBLAS_CORETYPE} must be before the library is loaded; empty if it is
 *     right as it is
 * @param report the self-test of the kernel in use
 * @param rejected the one that would have been used otherwise, and what is wrong with it
 */
public record KernelChoice(Optional<String> set, TestReport report, Optional<Rejected> rejected) {

    /** A kernel that must not be used here, and why. */
    public record Rejected(String kernel, String why) {}

    /** Tests a kernel, if possible in a process of its own. */
    @FunctionalInterface
    interface Prober {
        /**
         * @param coreType what {@code OPENBLAS_CORETYPE} is; empty for OpenBLAS's own choice
         */
        TestReport probe(Optional<String> coreType) throws IOException;
    }

    /**
     * Takes the kernel that was asked for or that OpenBLAS takes by itself; if it is wrong, the
     * nearest simpler one that is right.
     *
     * @param asked name of a kernel, from the environment or a recorded execution
     * @throws UnsoundMachineException if none is right
     */
    static KernelChoice choose(Optional<String> asked, Processor processor, Prober prober)
            throws IOException {
        Optional<Kernel> named = asked.flatMap(Kernel::named);
        TestReport first =
                named.isPresent() && !named.get().runsOn(processor)
                        ? TestReport.broken(
                                named.get().label(), "the processor lacks its instructions")
                        : prober.probe(asked);
        if (first.passed()) {
            return new KernelChoice(asked, first, Optional.empty());
        }
        List<TestReport> failed = new ArrayList<>(List.of(first));
        for (Kernel kernel : Kernel.simplerThan(first.kernel(), processor)) {
            TestReport report = prober.probe(Optional.of(kernel.label()));
            if (report.passed()) {
                return new KernelChoice(
                        Optional.of(kernel.label()),
                        report,
                        Optional.of(new Rejected(first.kernel(), first.fault())));
            }
            failed.add(report);
        }
        throw new UnsoundMachineException(refusal(failed, processor));
    }

    private static String refusal(List<TestReport> failed, Processor processor) {
        StringBuilder text =
                new StringBuilder("xcflow: linear algebra gives wrong results on this machine (");
        text.append(processor.model()).append("): ");
        for (TestReport report : failed) {
            text.append(report == failed.get(0) ? "" : "; ")
                    .append("with the kernel ")
                    .append(report.kernel())
                    .append(' ')
                    .append(report.fault());
        }
        return text.append(
                        ". Nothing is computed with it. Reinstall xcflow's libraries (openblas and"
                                + " javacpp in lib, and ~/.javacpp/cache), try another kernel with"
                                + " OPENBLAS_CORETYPE=Prescott, or another machine; 'xcflow doctor'"
                                + " tests again.")
                .toString();
    }

    /** What the screen and the record say of a replaced kernel; empty if none was. */
    public Optional<String> notice() {
        if (rejected.isEmpty()) {
            return set.filter(asked -> !asked.equalsIgnoreCase(report.kernel()))
                    .map(
                            asked ->
                                    String.format(
                                            Locale.ROOT,
                                            "this build of OpenBLAS has no kernel %s: %s is used"
                                                    + " instead",
                                            asked,
                                            report.kernel()));
        }
        return Optional.of(
                String.format(
                        Locale.ROOT,
                        "OpenBLAS's kernel %s gives wrong results here (%s): %s is used instead",
                        rejected.get().kernel(),
                        rejected.get().why(),
                        report.kernel()));
    }
}

package xcflow.numerics.kernel;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The self-test of one kernel.
 *
 * @param kernel the kernel in use, as OpenBLAS calls it
 * @param config version and options of the library, as it tells them
 * @param checks by routine
 * @param broken why the test did not end, such as a signal that killed it; otherwise empty
 */
public record TestReport(
        String kernel, String config, List<Check> checks, Optional<String> broken) {
    public TestReport {
        checks = List.copyOf(checks);
    }

    /** A test that did not end. */
    static TestReport broken(String kernel, String why) {
        return new TestReport(kernel, "", List.of(), Optional.of(why));
    }

    /** Whether everything is right. */
    public boolean passed() {
        boolean passed = broken.isEmpty() && !checks.isEmpty();
        for (Check check : checks) {
            passed &= check.passed();
        }
        return passed;
    }

    /** What is wrong first, for people. */
    public String fault() {
        return broken.orElseGet(
                () ->
                        checks.stream()
                                .filter(check -> !check.passed())
                                .findFirst()
                                .map(TestReport::inWords)
                                .orElse("nothing"));
    }

    private static String inWords(Check check) {
        return Double.isInfinite(check.error())
                ? String.format(
                        Locale.ROOT,
                        "%s of size %d gives no result",
                        check.routine(),
                        check.worstSize())
                : String.format(
                        Locale.ROOT,
                        "%s of size %d has a relative error of %.1e",
                        check.routine(),
                        check.worstSize(),
                        check.error());
    }

    /** Version of OpenBLAS, as in {@code OpenBLAS 0.3.31}. */
    public String version() {
        String[] words = config.split(" ");
        return words.length > 1 ? words[0] + " " + words[1] : config;
    }
}

package xcflow.test;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;
import xcflow.numerics.kernel.NativeMachine;

/** Runs the tests with the tag {@code numerics} in this process; {@link KernelsTest} starts it. */
final class TaggedTests {
    private TaggedTests() {}

    /** Tells how long each test took, at once. */
    private record Times(PrintStream out, Map<String, Long> begun)
            implements TestExecutionListener {
        Times(PrintStream out) {
            this(out, new ConcurrentHashMap<>());
        }

        @Override
        public void executionStarted(TestIdentifier test) {
            begun.put(test.getUniqueId(), System.nanoTime());
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest()) {
                out.printf(
                        "%-10s %6.1f s  %s%n",
                        result.getStatus(),
                        (System.nanoTime() - begun.get(test.getUniqueId())) / 1e9,
                        test.getSource().map(Object::toString).orElse(test.getDisplayName()));
            }
        }
    }

    public static void main(String[] arguments) {
        LauncherDiscoveryRequest request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(
                                DiscoverySelectors.selectClasspathRoots(
                                        new LinkedHashSet<>(KernelsTest.roots())))
                        .filters(TagFilter.includeTags("numerics"))
                        .build();
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        PrintStream screen = System.out;
        LauncherFactory.create().execute(request, listener, new Times(screen));
        TestExecutionSummary summary = listener.getSummary();
        PrintWriter out = new PrintWriter(System.out);
        summary.printFailuresTo(out, 12);
        out.printf(
                "asked for %s: kernel %s, %d tests, %d failed, %d s%n",
                arguments[0],
                new NativeMachine().facts().get("kernel"),
                summary.getTestsStartedCount(),
                summary.getTotalFailureCount(),
                (summary.getTimeFinished() - summary.getTimeStarted()) / 1000);
        out.flush();
        boolean whole = summary.getTestsSucceededCount() >= 25;
        System.exit(summary.getTotalFailureCount() == 0 && whole ? 0 : 1);
    }
}

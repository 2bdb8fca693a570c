package xcflow.numerics.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Tests a kernel in a process of its own: a kernel cannot be exchanged once it is loaded, and what
 * the processor cannot execute kills the process.
 */
public final class Probe {
    /** Seconds within which a test is over, even on a machine that is busy. */
    private static final int PATIENCE = 120;

    private Probe() {}

    /** What the process does: tests the kernel that the environment names, and prints a report. */
    public static void main(String[] arguments) {
        System.out.println(ReportLines.begin(NativeLibrary.kernel()));
        System.out.flush();
        ReportLines.write(here()).forEach(System.out::println);
        System.out.flush();
        System.exit(0);
    }

    /** Tests the kernel in use in this process. */
    static TestReport here() {
        return new TestReport(
                NativeLibrary.kernel(),
                NativeLibrary.config(),
                SelfTest.run(new OpenBlas()),
                Optional.empty());
    }

    /**
     * Starts a process that tests a kernel.
     *
     * @throws IOException if no process can be started
     */
    static TestReport inProcess(Optional<String> coreType) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        ProcessBuilder builder =
                new ProcessBuilder(
                        java.toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-XX:-CreateCoredumpOnCrash",
                        "-XX:ErrorFile=/dev/null",
                        "-XX:+IgnoreUnrecognizedVMOptions",
                        "--enable-native-access=ALL-UNNAMED",
                        Probe.class.getName());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().remove("OPENBLAS_CORETYPE");
        coreType.ifPresent(name -> builder.environment().put("OPENBLAS_CORETYPE", name));
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        Path output = Files.createTempFile("xcflow-kernel", ".txt");
        try {
            Process process = builder.redirectOutput(output.toFile()).start();
            try {
                boolean ended = process.waitFor(PATIENCE, TimeUnit.SECONDS);
                process.destroyForcibly();
                List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
                String kernel = ReportLines.kernel(lines).orElse(coreType.orElse("unknown"));
                return ended && process.exitValue() == 0
                        ? ReportLines.read(lines)
                        : TestReport.broken(
                                kernel,
                                ended
                                        ? "the test was killed, status " + process.exitValue()
                                        : "the test did not end");
            } finally {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(output);
        }
    }
}

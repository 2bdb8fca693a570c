package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import xcflow.numerics.kernel.Kernel;
import xcflow.numerics.kernel.Processor;

/**
 * The tests with the tag {@code numerics}, of all modules, with each kernel of linear algebra that
 * this processor can execute and with none set, each in a process of its own.
 */
class KernelsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES =
            List.of("tasks/numerics", "tasks/functional", "tasks/gaussian", "tasks/planewave");

    @TempDir private Path directory;

    static Stream<String> kernels() {
        return Stream.concat(
                Stream.of("none"),
                Kernel.executable(Processor.here()).stream()
                        .filter(kernel -> kernel != Kernel.NEHALEM)
                        .map(Kernel::label));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void everyKernelGivesTheRightNumbers(String kernel) throws Exception {
        Path log = directory.resolve("log.txt");
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx2g",
                                "-XX:+UseSerialGC",
                                TaggedTests.class.getName(),
                                kernel)
                        .directory(ROOT.resolve("test").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        builder.environment().put("CLASSPATH", classPath());
        builder.environment().remove("OPENBLAS_CORETYPE");
        builder.environment().remove("OPENBLAS_L2_SIZE");
        if (!kernel.equals("none")) {
            builder.environment().put("OPENBLAS_CORETYPE", kernel);
        }
        Process process = builder.start();
        try {
            assertThat(process.waitFor(10, TimeUnit.MINUTES)).isTrue();
            String told = Files.readString(log);
            assertThat(process.exitValue()).as(told).isZero();
            if (!kernel.equals("none")) {
                assertThat(used(Kernel.named(kernel).orElseThrow()))
                        .as(told)
                        .anyMatch(label -> told.contains("kernel " + label + ","));
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** The library is built without the newest kernel; OpenBLAS then takes the next. */
    private static Stream<String> used(Kernel asked) {
        Stream<Kernel> instead =
                Kernel.simplerThan(asked.label(), Processor.here()).stream()
                        .filter(next -> asked == Kernel.SAPPHIRE_RAPIDS)
                        .limit(1);
        return Stream.concat(Stream.of(asked), instead).map(Kernel::label);
    }

    private static String classPath() throws IOException {
        StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
        for (String module : MODULES) {
            Path classes = ROOT.resolve(module).resolve("target/test-classes");
            assertThat(classes).as("the tests of all modules are compiled first").isDirectory();
            path.append(java.io.File.pathSeparator).append(classes);
        }
        return path.toString();
    }

    /** Test classes of the other modules that the process looks for. */
    static List<Path> roots() {
        return Stream.concat(
                        MODULES.stream()
                                .map(module -> ROOT.resolve(module).resolve("target/test-classes")),
                        Optional.of(ROOT.resolve("test/target/test-classes")).stream())
                .toList();
    }
}

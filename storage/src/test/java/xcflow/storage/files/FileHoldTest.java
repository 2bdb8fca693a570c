package xcflow.storage.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lock is held by one, in this process and among processes. */
class FileHoldTest {
    @TempDir private Path directory;

    /** Another process that tries to take a lock. */
    static final class Other {
        private Other() {}

        public static void main(String[] arguments) throws IOException {
            System.out.print(FileHold.take(Path.of(arguments[0])).isPresent());
        }
    }

    private static boolean takenByAnother(Path file) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Other.class.getName(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return Boolean.parseBoolean(said);
    }

    @Test
    void isNotGivenTwiceInOneProcess() throws IOException {
        Path file = directory.resolve("run-1");
        try (FileHold hold = FileHold.take(file).orElseThrow()) {
            assertThat(FileHold.take(file)).isEmpty();
            assertThat(FileHold.taken(file)).isTrue();
        }
        assertThat(FileHold.taken(file)).isFalse();
        assertThat(file).doesNotExist();
    }

    /** POSIX drops a process's locks on a file when it closes any channel to it. */
    @Test
    void isStillHeldAfterItsOwnProcessAskedForIt() throws Exception {
        Path file = directory.resolve("run-1");
        try (FileHold hold = FileHold.take(file).orElseThrow()) {
            assertThat(FileHold.taken(file)).isTrue();
            assertThat(FileHold.take(directory.resolve("../" + directory.getFileName() + "/run-1")))
                    .isEmpty();
            assertThat(takenByAnother(file)).isFalse();
        }
        assertThat(takenByAnother(file)).isTrue();
    }

    @Test
    void isHeldByOneOfManyThatTakeAndGiveItBack() throws Exception {
        Path file = directory.resolve("run-1");
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger times = new AtomicInteger();
        try (Many threads = new Many()) {
            for (int i = 0; i < 8; i++) {
                threads.service.submit(
                        () -> {
                            for (int k = 0; k < 200; k++) {
                                var hold = FileHold.take(file);
                                if (hold.isPresent()) {
                                    most.accumulateAndGet(holders.incrementAndGet(), Math::max);
                                    times.incrementAndGet();
                                    holders.decrementAndGet();
                                    hold.get().close();
                                }
                            }
                            return null;
                        });
            }
        }
        assertThat(most).hasValue(1);
        assertThat(times.get()).isPositive();
        assertThat(Files.exists(file)).isFalse();
    }

    private static final class Many implements AutoCloseable {
        private final ExecutorService service = Executors.newFixedThreadPool(8);

        @Override
        public void close() throws InterruptedException {
            service.shutdown();
            assertThat(service.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES)).isTrue();
        }
    }
}

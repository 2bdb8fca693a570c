package xcflow.test;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives damaged files to a reader, one after the other, and collects how they are taken: every end
 * but success and a sentence is a fault, and so is no end. Where many are made the progress is
 * printed, and the files that were taken badly are kept.
 */
final class Mutated implements AutoCloseable {
    static final boolean MANY = Boolean.getBoolean("xcflow.mutations.report");

    /** Far more than the two seconds that are promised: the machine may be busy. */
    private static final long LONGEST_SECONDS = 30;

    private static final long PROMISED_NANOS = 2_000_000_000;
    private static final long BETWEEN_REPORTS = 10_000_000_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** How a file is read: the exit status, and what was said in the errors. */
    interface Reading {
        CommandLine.Result read(Path file) throws Exception;
    }

    private final String reader;
    private final int all;
    private final ExecutorService watched =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "mutation");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final List<String> faults = new ArrayList<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final long begun = System.nanoTime();
    private long reported = begun;
    private long longest;
    private long longestProcessor;
    private int done;
    private int slow;

    /**
     * @param reader as people call it
     * @param all how many files there will be
     */
    Mutated(String reader, int all) {
        this.reader = reader;
        this.all = all;
    }

    /** Reads a file that was damaged and looks at how that ends. */
    void attempt(byte[] damaged, Path file, Reading reading) throws Exception {
        Files.write(file, damaged);
        long start = System.nanoTime();
        long[] processor = new long[1];
        Future<CommandLine.Result> future =
                watched.submit(
                        () -> {
                            long before = THREADS.getCurrentThreadCpuTime();
                            try {
                                return reading.read(file);
                            } finally {
                                processor[0] = THREADS.getCurrentThreadCpuTime() - before;
                            }
                        });
        String fault = "";
        try {
            CommandLine.Result result = future.get(LONGEST_SECONDS, TimeUnit.SECONDS);
            statuses.merge(result.status(), 1, Integer::sum);
            fault = fault(result);
        } catch (TimeoutException e) {
            fault = "no end";
        } catch (ExecutionException e) {
            fault = "thrown: " + e.getCause();
        }
        done++;
        long took = System.nanoTime() - start;
        longest = Math.max(longest, took);
        longestProcessor = Math.max(longestProcessor, processor[0]);
        if (MANY && took > PROMISED_NANOS) {
            slow++;
            keep(damaged, "slow-" + slow);
        }
        if (!fault.isEmpty()) {
            faults.add(
                    "mutation "
                            + (done - 1)
                            + (MANY ? " (" + keep(damaged, "fault-" + faults.size()) + ")" : "")
                            + ": "
                            + fault);
        }
        if (fault.equals("no end")) {
            throw new AssertionError(faults.get(faults.size() - 1));
        }
        if (MANY && System.nanoTime() - reported > BETWEEN_REPORTS) {
            report();
        }
    }

    private static String fault(CommandLine.Result result) {
        boolean trace =
                result.err().contains("\tat ")
                        || result.err().contains("Exception")
                        || result.err().contains("--debug shows");
        boolean silent = result.status() != 0 && result.err().isBlank();
        // An archive that was altered is a verification that failed.
        boolean verified = result.status() == 1 && result.err().contains("nothing was imported");
        return trace || silent || !List.of(0, 2).contains(result.status()) && !verified
                ? "status " + result.status() + ": " + result.err()
                : "";
    }

    private Path keep(byte[] damaged, String why) throws IOException {
        Path directory = Path.of(System.getProperty("java.io.tmpdir"), "xcflow-mutations");
        Files.createDirectories(directory);
        return Files.write(directory.resolve(reader.replace(' ', '-') + "-" + why), damaged);
    }

    private void report() {
        reported = System.nanoTime();
        System.out.println(
                reader
                        + ": "
                        + done
                        + " of "
                        + all
                        + " in "
                        + (reported - begun) / 1_000_000_000
                        + " s, exit statuses "
                        + statuses
                        + ", longest "
                        + longest / 1_000_000
                        + " ms ("
                        + longestProcessor / 1_000_000
                        + " ms of the processor), "
                        + slow
                        + " over 2 s, "
                        + faults.size()
                        + " faults");
    }

    /** What was taken badly, the first of it. */
    List<String> faults() {
        return faults.stream().limit(20).toList();
    }

    @Override
    public void close() {
        watched.shutdownNow();
        if (MANY) {
            report();
        }
    }
}

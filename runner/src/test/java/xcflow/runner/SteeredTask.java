package xcflow.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import xcflow.spi.CancelledException;
import xcflow.spi.Describe;
import xcflow.spi.Task;
import xcflow.spi.TaskContext;
import xcflow.spi.TaskFailure;
import xcflow.spi.TaskInfo;

/** A task that does what its input says, and tells the test what it does. */
@TaskInfo(name = "steered", version = "1", title = "Steered", description = "For tests.")
public final class SteeredTask implements Task<SteeredTask.Inputs, SteeredTask.Outputs> {
    private final Semaphore begun = new Semaphore(0);
    private final Semaphore permits = new Semaphore(0);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final Map<String, AtomicInteger> calls = new ConcurrentHashMap<>();

    /** What to do, and something that tells executions apart. */
    public record Inputs(
            @Describe("pass, fail, break, break-once, wait, link, null, nothing, checkpoint")
                    String how,
            @Describe(value = "Anything", defaultValue = "") String name) {}

    /** The name again. */
    public record Outputs(@Describe("The name") String name) {}

    @Override
    public Class<Inputs> inputs() {
        return Inputs.class;
    }

    @Override
    public Class<Outputs> outputs() {
        return Outputs.class;
    }

    @Override
    public Outputs run(Inputs inputs, TaskContext context) throws Exception {
        int call = calls.computeIfAbsent(inputs.name(), n -> new AtomicInteger()).incrementAndGet();
        int now = running.incrementAndGet();
        most.accumulateAndGet(now, Math::max);
        begun.release();
        try {
            context.progress(0.5, "half");
            switch (inputs.how()) {
                case "fail" -> throw new TaskFailure("it cannot be");
                case "break" -> throw new IllegalStateException("it broke");
                case "break-once" -> {
                    if (call == 1) {
                        throw new IllegalStateException("it broke");
                    }
                }
                case "wait" -> await(context);
                case "link" -> throw new NoClassDefFoundError("com/acme/Missing");
                case "null" -> {
                    return null;
                }
                case "nothing" -> {
                    return new Outputs(null);
                }
                case "checkpoint" -> {
                    return new Outputs(fromCheckpoint(context, call));
                }
                default -> {}
            }
            return new Outputs(inputs.name());
        } finally {
            running.decrementAndGet();
        }
    }

    /** Saves a checkpoint and fails at first; then gives what it finds. */
    private static String fromCheckpoint(TaskContext context, int call) throws Exception {
        Optional<InputStream> found = context.loadCheckpoint();
        if (call == 1) {
            context.saveCheckpoint(out -> out.write("energy 1.25".getBytes(UTF_8)));
            throw new IllegalStateException("halted");
        }
        return found.isEmpty() ? "anew" : new String(found.get().readAllBytes(), UTF_8);
    }

    private void await(TaskContext context) throws InterruptedException, CancelledException {
        while (!permits.tryAcquire(5, java.util.concurrent.TimeUnit.MILLISECONDS)) {
            context.checkCancelled();
        }
    }

    /** Waits until executions have begun. */
    public void awaitBegun(int number) throws InterruptedException {
        if (!begun.tryAcquire(number, 30, java.util.concurrent.TimeUnit.SECONDS)) {
            throw new AssertionError("no execution has begun");
        }
    }

    /** Lets executions that wait go on. */
    public void release(int number) {
        permits.release(number);
    }

    /** Most executions that there were at the same time. */
    public int most() {
        return most.get();
    }

    /** How often a name was executed. */
    public int calls(String name) {
        AtomicInteger count = calls.get(name);
        return count == null ? 0 : count.get();
    }
}

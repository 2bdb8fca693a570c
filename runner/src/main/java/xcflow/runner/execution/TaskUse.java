package xcflow.runner.execution;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import xcflow.provenance.record.Usage;
import xcflow.spi.Meter;
import xcflow.spi.ProcessUse;
import xcflow.spi.ResourceUse;

/**
 * What a task uses while it runs on the calling thread: that thread, the threads that help it, and
 * the programs that it starts. Memory is known of programs only: that of this process belongs to
 * all tasks in it together.
 */
final class TaskUse {
    private static final double NANO = 1e-9;
    private static final double MILLIS = 1e3;

    private final Meter meter;
    private final ResourceUse bytesBefore;
    private final long nanosBefore;

    private TaskUse(Meter meter, ResourceUse bytesBefore, long nanosBefore) {
        this.meter = meter;
        this.bytesBefore = bytesBefore;
        this.nanosBefore = nanosBefore;
    }

    /** Begins to measure. */
    static TaskUse begin() {
        return new TaskUse(Meter.begin(), ProcessUse.ofThread(), Meter.threadNanos());
    }

    /** Ends measuring, on the same thread. */
    Usage end() {
        double own = (Meter.threadNanos() - nanosBefore) * NANO;
        ResourceUse bytes = ProcessUse.ofThread().since(bytesBefore);
        ResourceUse others = meter.used();
        Meter.end();
        ResourceUse all =
                new ResourceUse(
                                OptionalDouble.of(own),
                                OptionalLong.of(0),
                                bytes.readBytes(),
                                bytes.writtenBytes())
                        .then(others);
        OptionalDouble seconds =
                all.cpuSeconds().isPresent()
                        ? OptionalDouble.of(
                                Math.round(all.cpuSeconds().getAsDouble() * MILLIS) / MILLIS)
                        : OptionalDouble.empty();
        return new Usage(seconds, all.peakMemory(), all.readBytes(), all.writtenBytes());
    }
}

package xcflow.runner.engine;

import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/**
 * Ctrl-C and termination: the first asks for an orderly end, the second ends the process and its
 * commands at once (which loses no finished work either).
 */
public final class Interrupts implements AutoCloseable {

    /** Exit status when the process was ended at once, as shells report an interrupt. */
    private static final int KILLED = 130;

    private final sun.misc.SignalHandler interrupt;
    private final sun.misc.SignalHandler terminate;

    /**
     * @param first run at the first signal, on a thread of its own
     */
    public Interrupts(Runnable first) {
        AtomicInteger count = new AtomicInteger();
        sun.misc.SignalHandler handler =
                signal -> {
                    if (count.incrementAndGet() == 1) {
                        first.run();
                    } else {
                        ProcessHandle.current()
                                .descendants()
                                .forEach(ProcessHandle::destroyForcibly);
                        Runtime.getRuntime().halt(KILLED);
                    }
                };
        interrupt = Signal.handle(new Signal("INT"), handler);
        terminate = Signal.handle(new Signal("TERM"), handler);
    }

    @Override
    public void close() {
        Signal.handle(new Signal("INT"), interrupt);
        Signal.handle(new Signal("TERM"), terminate);
    }
}

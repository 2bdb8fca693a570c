package xcflow.runner.camel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C, termination and a terminal that goes away: the first asks for an orderly end, a second
 * Ctrl-C ends the process and its commands at once (which loses no finished work either). Systems
 * send the request to terminate more than once, and mean no more by it: what is being given back is
 * still given back.
 */
public final class Interrupts implements AutoCloseable {

    /** Exit status when the process was ended at once, as shells report an interrupt. */
    private static final int KILLED = 130;

    /** The signals by which a person, a system or a lost connection ends a program. */
    private static final List<String> SIGNALS = List.of("INT", "TERM", "HUP");

    private final Map<Signal, SignalHandler> before = new LinkedHashMap<>();

    /**
     * @param first run at the first signal, on a thread of its own
     */
    public Interrupts(Runnable first) {
        AtomicInteger count = new AtomicInteger();
        SignalHandler handler =
                signal -> {
                    if (count.incrementAndGet() == 1) {
                        first.run();
                    } else if (!signal.getName().equals("TERM")) {
                        ProcessHandle.current()
                                .descendants()
                                .forEach(ProcessHandle::destroyForcibly);
                        Runtime.getRuntime().halt(KILLED);
                    }
                };
        for (String name : SIGNALS) {
            Signal signal = new Signal(name);
            // Somebody who started this with nohup wants it to outlive the terminal.
            SignalHandler earlier = Signal.handle(signal, handler);
            if (name.equals("HUP") && earlier == SignalHandler.SIG_IGN) {
                Signal.handle(signal, SignalHandler.SIG_IGN);
            } else {
                before.put(signal, earlier);
            }
        }
    }

    @Override
    public void close() {
        before.forEach(Signal::handle);
    }
}

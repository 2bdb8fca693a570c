package xcflow.foreign.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xcflow.foreign.process.AdapterProcess;
import xcflow.foreign.protocol.AdapterSession;
import xcflow.spi.TaskFailure;

/**
 * Adapters that are running: one that has answered waits for the next request. There is one pool
 * for the process, since engines are made anew wherever they are looked for. A few that nobody
 * wants any more are ended after a while, all when this process ends.
 */
final class AdapterPool {
    /** Most bytes of a line from an adapter. */
    private static final int LONGEST_LINE = AdapterSession.LONGEST_LINE;

    /** How long an adapter waits for nothing, in milliseconds. */
    private static final long IDLE_MILLIS = 60_000;

    static final AdapterPool SHARED = new AdapterPool();

    private final Map<String, Deque<Idle>> idle = new HashMap<>();
    private final Set<AdapterSession> open = new HashSet<>();
    private boolean watched;
    private boolean closed;

    private record Idle(AdapterSession session, long since) {}

    private AdapterPool() {}

    /** One that is waiting, or a new one; nobody else has it until it is given back. */
    AdapterSession take(Launch launch, int threads) throws TaskFailure {
        synchronized (this) {
            Deque<Idle> waiting = idle.get(key(launch, threads));
            while (waiting != null && !waiting.isEmpty()) {
                AdapterSession session = waiting.pop().session();
                if (session.usable()) {
                    return session;
                }
                open.remove(session);
                session.close();
            }
        }
        AdapterSession session = start(launch, threads);
        synchronized (this) {
            open.add(session);
            watch();
            if (closed) {
                session.close();
            }
        }
        return session;
    }

    /** Takes one back; what it remembers of its last structure is of no more use. */
    void give(Launch launch, int threads, AdapterSession session) {
        if (session.usable()) {
            session.tell("forget", Map.of());
        }
        synchronized (this) {
            if (session.usable() && !closed) {
                idle.computeIfAbsent(key(launch, threads), k -> new ArrayDeque<>())
                        .push(new Idle(session, System.nanoTime()));
                return;
            }
            open.remove(session);
        }
        session.close();
    }

    private static String key(Launch launch, int threads) {
        return threads
                + " "
                + launch.python()
                + " "
                + launch.descriptor().adapter().digest()
                + " "
                + launch.descriptor().program()
                + " "
                + launch.descriptor().command()
                + " "
                + launch.descriptor().environment();
    }

    private static AdapterSession start(Launch launch, int threads) throws TaskFailure {
        try {
            Path unpacked = launch.descriptor().adapter().unpacked();
            List<String> words = launch.adapter(unpacked);
            Map<String, Object> greeting = new LinkedHashMap<>();
            greeting.put("engine", launch.descriptor().name());
            greeting.put("threads", threads);
            greeting.put("program", launch.program(threads));
            Path directory =
                    Files.createTempDirectory("xcflow-" + launch.descriptor().name() + "-");
            greeting.put("directory", directory.toString());
            AdapterProcess process =
                    AdapterProcess.start(
                            words, directory, launch.environment(unpacked, threads), LONGEST_LINE);
            return AdapterSession.open(launch.descriptor(), process, greeting);
        } catch (IOException e) {
            throw new TaskFailure(
                    "the adapter of "
                            + launch.descriptor().name()
                            + " cannot be started: "
                            + e.getMessage(),
                    e,
                    true);
        }
    }

    /** Looks after those that wait, from the first on. */
    private void watch() {
        if (watched) {
            return;
        }
        watched = true;
        Thread thread = new Thread(this::endIdle, "adapters that wait");
        thread.setDaemon(true);
        thread.start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::endAll, "end of adapters"));
    }

    private void endIdle() {
        try {
            while (true) {
                Thread.sleep(IDLE_MILLIS / 4);
                long before = System.nanoTime() - IDLE_MILLIS * 1_000_000;
                List<AdapterSession> old = new ArrayList<>();
                synchronized (this) {
                    for (Deque<Idle> waiting : idle.values()) {
                        while (!waiting.isEmpty() && waiting.peekLast().since() - before < 0) {
                            old.add(waiting.pollLast().session());
                        }
                    }
                    open.removeAll(old);
                }
                old.forEach(AdapterSession::close);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void endAll() {
        List<AdapterSession> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(open);
            open.clear();
            idle.clear();
        }
        all.stream().parallel().forEach(AdapterSession::close);
    }
}

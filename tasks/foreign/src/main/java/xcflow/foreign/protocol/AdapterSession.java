package xcflow.foreign.protocol;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.engine.NotConverged;
import xcflow.engine.Watch;
import xcflow.engine.WrongSolution;
import xcflow.foreign.descriptor.EngineDescriptor;
import xcflow.foreign.process.AdapterProcess;
import xcflow.spi.CancelledException;
import xcflow.spi.Meter;
import xcflow.spi.ResourceUse;
import xcflow.spi.TaskFailure;

/**
 * A conversation with a running adapter. One request at a time; confined to one thread but for
 * {@link #close}. After a failure of the adapter itself it is closed, and of no more use.
 */
public final class AdapterSession implements AutoCloseable {
    /** Most bytes of a line. */
    public static final int LONGEST_LINE = 8 << 20;

    /** How long a cancelled adapter may take to say so, in milliseconds. */
    private static final long CANCEL_MILLIS = 1000;

    private static final long POLL_MILLIS = 100;
    private static final Logger LOG = LoggerFactory.getLogger(AdapterSession.class);

    private final EngineDescriptor descriptor;
    private final AdapterProcess process;
    private final Hello hello;
    private int lastId;
    private boolean usable = true;

    private AdapterSession(
            EngineDescriptor descriptor, AdapterProcess process, Map<String, ?> greeting)
            throws TaskFailure {
        this.descriptor = descriptor;
        this.process = process;
        hello = hello(greeting);
    }

    /**
     * Starts the conversation.
     *
     * @param greeting what xcflow says first, besides the type and the protocol
     * @throws TaskFailure if the adapter, or its program, cannot be used; the process has ended
     */
    public static AdapterSession open(
            EngineDescriptor descriptor, AdapterProcess process, Map<String, ?> greeting)
            throws TaskFailure {
        return new AdapterSession(descriptor, process, greeting);
    }

    /** How it introduced itself. */
    public Hello hello() {
        return hello;
    }

    /** Directory of the process, in which requests may leave files for it. */
    public Path directory() {
        return process.directory();
    }

    /** Whether it can take another request. */
    public boolean usable() {
        return usable && process.alive();
    }

    private Hello hello(Map<String, ?> greeting) throws TaskFailure {
        Map<String, Object> message = message("hello", greeting);
        message.put("protocol", EngineDescriptor.PROTOCOL);
        Message answer = exchange(message, "hello", Watch.SILENT, descriptor.limits().start());
        try {
            int protocol = answer.whole("protocol");
            if (protocol != EngineDescriptor.PROTOCOL) {
                throw new AdapterFailure(
                        "it speaks protocol "
                                + protocol
                                + " instead of "
                                + EngineDescriptor.PROTOCOL
                                + ": take an adapter that belongs to this xcflow");
            }
            Message program = answer.inside("program");
            return new Hello(
                    answer.inside("adapter").text("version"),
                    answer.inside("adapter").text("module", ""),
                    program.text("name"),
                    program.text("version"),
                    answer.textsByName("libraries"),
                    answer.textsByName("lacks"));
        } catch (AdapterFailure e) {
            throw broken(e.getMessage());
        }
    }

    private static Map<String, Object> message(String type, Map<String, ?> parts) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("type", type);
        message.putAll(parts);
        return message;
    }

    /**
     * Asks for something and waits for the result.
     *
     * @param parts of the request
     * @param watch told of the iterations
     * @throws NotConverged if the program found no solution
     * @throws WrongSolution if the adapter says that what it found cannot be one
     * @throws TaskFailure if it cannot be calculated; or an {@link AdapterFailure}
     * @throws CancelledException if the watch asks for it
     */
    public Message request(Map<String, ?> parts, Watch watch) throws TaskFailure {
        Map<String, Object> message = message("request", parts);
        message.put("id", ++lastId);
        return exchange(message, "result", watch, descriptor.limits().silence());
    }

    /** Id of the last request. */
    public int lastId() {
        return lastId;
    }

    /** Says something to which there is no answer. */
    public void tell(String type, Map<String, ?> parts) {
        try {
            process.send(Message.line(message(type, parts)));
        } catch (IOException e) {
            close();
        }
    }

    private Message exchange(Map<String, ?> message, String answer, Watch watch, int silenceSeconds)
            throws TaskFailure {
        boolean done = false;
        try {
            process.send(Message.line(message));
            Message result = await(message.get("id"), answer, watch, silenceSeconds);
            done = true;
            return result;
        } catch (IOException e) {
            throw broken("it ended before it was asked" + status());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        } catch (Refused e) {
            done = answer.equals("result");
            throw e.failure;
        } catch (Cancelled e) {
            done = e.answered;
            throw e.cause;
        } finally {
            boolean answered = done;
            Meter.current()
                    .ifPresent(
                            meter ->
                                    meter.program(answered ? process.used() : ResourceUse.UNKNOWN));
            if (!done) {
                usable = false;
                process.kill();
            }
        }
    }

    private Message await(Object id, String answer, Watch watch, int silenceSeconds)
            throws InterruptedException, TaskFailure, Refused, Cancelled {
        long silentUntil = System.nanoTime() + silenceSeconds * 1_000_000_000L;
        Message[] received = new Message[1];
        while (true) {
            if (watch.cancelled()) {
                throw cancel(id, new CancelledException());
            }
            received[0] = null;
            Optional<AdapterProcess.Silence> silence = next(received, POLL_MILLIS);
            if (silence.isPresent()) {
                if (System.nanoTime() > silentUntil) {
                    throw broken(
                            "it has said nothing for "
                                    + silenceSeconds
                                    + " s, not even that it is alive: it hangs");
                }
                continue;
            }
            silentUntil = System.nanoTime() + silenceSeconds * 1_000_000_000L;
            Message message = received[0];
            if (id != null && message.has("id") && !isAbout(message, id)) {
                continue;
            }
            if (message.type().equals(answer)) {
                return message;
            }
            switch (message.type()) {
                case "error" -> throw new Refused(refusal(message));
                case "event" -> event(message, id, watch);
                case "heartbeat" -> LOG.trace("{} is alive", descriptor.name());
                default -> throw broken("it sent a message of the type '" + message.type() + "'");
            }
        }
    }

    /** Late messages of a request that was given up are passed over. */
    private boolean isAbout(Message message, Object id) throws TaskFailure {
        try {
            return message.whole("id") >= (Integer) id;
        } catch (AdapterFailure e) {
            throw broken(e.getMessage());
        }
    }

    private void event(Message message, Object id, Watch watch)
            throws InterruptedException, Cancelled, TaskFailure {
        try {
            if (message.has("log")) {
                LOG.info("{}: {}", descriptor.name(), message.text("log"));
                return;
            }
            watch.iteration(
                    new Watch.Step(
                            message.whole("iteration"),
                            message.number("energy"),
                            message.text("state", "")));
        } catch (AdapterFailure e) {
            throw broken(e.getMessage());
        } catch (RuntimeException e) {
            throw cancel(id, e);
        }
    }

    /** Tells the adapter to give up, and waits a moment for it to say that it has. */
    private Cancelled cancel(Object id, RuntimeException cause) throws InterruptedException {
        if (id == null) {
            return new Cancelled(cause, false);
        }
        tell("cancel", Map.of("id", id));
        long until = System.nanoTime() + CANCEL_MILLIS * 1_000_000;
        Message[] received = new Message[1];
        while (System.nanoTime() < until) {
            try {
                received[0] = null;
                if (next(received, POLL_MILLIS).isEmpty()
                        && (received[0].type().equals("error")
                                || received[0].type().equals("result"))) {
                    return new Cancelled(cause, true);
                }
            } catch (TaskFailure e) {
                return new Cancelled(cause, false);
            }
        }
        return new Cancelled(cause, false);
    }

    private Optional<AdapterProcess.Silence> next(Message[] received, long milliseconds)
            throws InterruptedException, TaskFailure {
        String[] line = new String[1];
        Optional<AdapterProcess.Silence> silence =
                process.next(milliseconds, text -> line[0] = text);
        if (silence.isEmpty()) {
            try {
                received[0] = Message.read(line[0]);
                return Optional.empty();
            } catch (AdapterFailure e) {
                throw broken(e.getMessage());
            }
        }
        switch (silence.get()) {
            case ENDED -> throw broken("it ended without an answer" + status());
            case TOO_LONG ->
                    throw broken(
                            "it wrote a line of more than "
                                    + (LONGEST_LINE >> 20)
                                    + " MB: large arrays belong into files");
            default -> {
                return silence;
            }
        }
    }

    private String status() {
        return process.status()
                .map(status -> " (exit status " + status + (status == 127 ? ": not found)" : ")"))
                .orElse("");
    }

    /** A failure of the adapter itself, with what it wrote last. */
    public AdapterFailure broken(String what) {
        usable = false;
        // What it wrote last may still be on its way.
        process.status();
        return new AdapterFailure(
                "the adapter of " + descriptor.name() + " failed: " + what + process.lastOutput());
    }

    private TaskFailure refusal(Message error) throws TaskFailure {
        try {
            String help = error.text("help", "");
            String sentence = error.text("message") + (help.isEmpty() ? "" : ": " + help);
            return switch (error.text("kind")) {
                case "not-converged" -> new NotConverged(sentence);
                case "wrong-solution" -> new WrongSolution(sentence);
                case "unusable-input", "missing" -> new TaskFailure(sentence);
                default -> new AdapterFailure(sentence + process.lastOutput());
            };
        } catch (AdapterFailure e) {
            throw broken(e.getMessage());
        }
    }

    @Override
    public void close() {
        usable = false;
        process.stop();
    }

    /** An adapter that said no; its process goes on. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final TaskFailure failure;

        Refused(TaskFailure failure) {
            super(failure);
            this.failure = failure;
        }
    }

    /** A request that was given up. */
    private static final class Cancelled extends Exception {
        private static final long serialVersionUID = 1L;
        private final RuntimeException cause;
        private final boolean answered;

        Cancelled(RuntimeException cause, boolean answered) {
            super(cause);
            this.cause = cause;
            this.answered = answered;
        }
    }
}

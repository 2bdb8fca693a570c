package xcflow.runner.mailbox;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The letters of one worker. Thread-safe; every thread waits for its own answers. */
final class Correspondence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Correspondence.class);
    private static final long SHORTEST_PAUSE = 10;
    private static final long LONGEST_PAUSE = 500;

    /** How long an answer may take that can be asked for again. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How long it may take where hours of work hang on it: somebody may have to resume the run. */
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(30);

    /** What comes of an execution. It counts even if it is read after this worker has left. */
    private static final Set<String> RESULTS = Set.of("complete", "fail", "release");

    private final Mailbox mailbox;
    private final String box;
    private final AtomicLong last = new AtomicLong();
    private final Map<Long, CompletableFuture<String>> open = new HashMap<>();
    private final Thread postman;
    private volatile Duration most = LONG_PATIENCE;
    private boolean asked;
    private boolean closed;

    /**
     * @param box name of this worker among all
     */
    Correspondence(Mailbox mailbox, String box) throws IOException {
        this.mailbox = mailbox;
        this.box = box;
        mailbox.open(box);
        postman = new Thread(this::fetch, "xcflow-mailbox");
        postman.setDaemon(true);
        postman.start();
    }

    /** Where everything is asked by letter. */
    Desk desk() {
        return (Desk)
                Proxy.newProxyInstance(
                        Desk.class.getClassLoader(),
                        new Class<?>[] {Desk.class},
                        (proxy, method, arguments) ->
                                method.getDeclaringClass() == Object.class
                                        ? method.invoke(this, arguments)
                                        : ask(method, arguments));
    }

    /** From now on nothing is waited for any longer than this. */
    void hurry(Duration patience) {
        most = patience;
    }

    private Object ask(Method method, Object[] arguments) {
        Mailbox.Address address = new Mailbox.Address(box, last.incrementAndGet());
        CompletableFuture<String> answer = new CompletableFuture<>();
        synchronized (this) {
            open.put(address.number(), answer);
        }
        boolean result = RESULTS.contains(method.getName());
        try {
            mailbox.ask(address, Letters.ask(method, arguments));
            synchronized (this) {
                asked = true;
                notifyAll();
            }
            return Letters.answer(method, await(answer, result ? LONG_PATIENCE : PATIENCE));
        } catch (TimeoutException e) {
            if (!result) {
                withdraw(address);
            }
            throw new MailboxException(
                    "nobody answers in the mailbox; is there a process that conducts the run?"
                            + (result ? " The result lies in the mailbox for it to record." : ""));
        } catch (IOException e) {
            throw new MailboxException("the mailbox cannot be used: " + e, e);
        } finally {
            synchronized (this) {
                open.remove(address.number());
            }
        }
    }

    /** Waits even where the thread is interrupted: what is asked must be known. */
    private String await(CompletableFuture<String> answer, Duration patience)
            throws TimeoutException {
        boolean interrupted = false;
        long begun = System.nanoTime();
        try {
            while (true) {
                long waited = System.nanoTime() - begun;
                long longest = Math.min(patience.toNanos(), most.toNanos());
                if (waited >= longest) {
                    throw new TimeoutException();
                }
                try {
                    return answer.get(
                            Math.min(longest - waited, TimeUnit.SECONDS.toNanos(1)),
                            TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    continue; // There may be less time than there was.
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw new MailboxException(e.getCause().getMessage(), e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void withdraw(Mailbox.Address address) {
        try {
            mailbox.withdraw(address);
        } catch (IOException e) {
            LOG.debug("a question stays in the mailbox", e);
        }
    }

    private void fetch() {
        long pause = 0;
        while (await(pause)) {
            boolean found = false;
            try {
                for (long number : mailbox.answered(box)) {
                    found |= deliver(number);
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn("cannot look into the mailbox; trying again: {}", e.toString());
                pause = LONGEST_PAUSE;
            }
            pause = found ? 0 : Math.max(SHORTEST_PAUSE, Math.min(LONGEST_PAUSE, 2 * pause));
        }
    }

    private boolean deliver(long number) throws IOException {
        String letter = mailbox.takeAnswer(new Mailbox.Address(box, number));
        synchronized (this) {
            CompletableFuture<String> answer = open.get(number);
            return answer != null && answer.complete(letter);
        }
    }

    /** Waits for some time, and until an answer is awaited; false at the end. */
    private synchronized boolean await(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            while (!closed && !asked && System.nanoTime() < end) {
                wait(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
            }
            while (!closed && open.values().stream().allMatch(CompletableFuture::isDone)) {
                wait();
            }
        } catch (InterruptedException e) {
            return false;
        }
        asked = false;
        return !closed;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        postman.interrupt();
        try {
            mailbox.close(box);
        } catch (IOException e) {
            LOG.debug("the box stays", e);
        }
    }
}

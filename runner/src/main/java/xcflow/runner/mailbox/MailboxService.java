package xcflow.runner.mailbox;

import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.provenance.Provenance;
import xcflow.provenance.block.Presence;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.Worker;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.WorkerLedger;
import xcflow.runner.execution.TicketBackend;
import xcflow.storage.DatabaseException;
import xcflow.storage.Sha256;

/**
 * Answers the letters in a mailbox from the records of a project: of all processes that conduct
 * runs one at a time does. Results that wait are recorded together. Who asks for tickets when there
 * are none is answered a little later.
 */
public final class MailboxService implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MailboxService.class);
    private static final long SHORTEST_PAUSE = 10;
    private static final long LONGEST_PAUSE = 250;

    /** How long who asks for tickets may wait for some. */
    private static final Duration PARKED = Duration.ofSeconds(3);

    /** After so many trials a letter that cannot be recorded is answered with the reason. */
    private static final int TRIALS = 5;

    /** What nobody would use the answer of once its worker has left. */
    private static final Set<String> FOR_LATER = Set.of("take", "claimAll", "register");

    private final Provenance provenance;
    private final Desk desk;
    private final Path directory;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Map<Mailbox.Address, Waiting> waiting = new HashMap<>();
    private Optional<Closeable> right = Optional.empty();
    private Mailbox mailbox;
    private Thread thread;

    /** A question that has been read. */
    private static final class Waiting {
        private final Letters.Question question;
        private final long since = System.nanoTime();
        private int trials;

        Waiting(Letters.Question question) {
            this.question = question;
        }

        boolean parked() {
            return System.nanoTime() - since < PARKED.toNanos();
        }
    }

    /**
     * @param directory the mailbox, which is made if there is none
     */
    public MailboxService(Provenance provenance, Path directory) {
        this.provenance = provenance;
        this.desk = new ProjectDesk(provenance);
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** Begins to answer. */
    public synchronized void start() {
        if (thread == null) {
            thread = new Thread(this::run, "xcflow-mailbox-service");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        long pause = SHORTEST_PAUSE;
        try {
            while (!end.await(pause, TimeUnit.MILLISECONDS)) {
                int answered = 0;
                try {
                    answered = tick();
                } catch (IOException | RuntimeException e) {
                    LOG.warn(
                            "cannot answer the letters in {}; trying again: {}",
                            directory,
                            e.getMessage());
                    LOG.debug("letters", e);
                }
                pause = answered > 0 ? SHORTEST_PAUSE : Math.min(LONGEST_PAUSE, 2 * pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Answers what can be answered now.
     *
     * @return how many letters were answered; 0 also if another process answers them
     */
    public synchronized int tick() throws IOException {
        if (right.isEmpty()) {
            // A right has a short name; paths may be long.
            String name = "mailbox-" + Sha256.of(directory.toString()).substring(0, 16);
            right = provenance.database().hold(name);
        }
        if (right.isEmpty()) {
            return 0;
        }
        if (mailbox == null) {
            mailbox = new Mailbox(directory);
        }
        read();
        List<Mailbox.Address> all = new ArrayList<>(new TreeSet<>(waiting.keySet()));
        int answered = complete(all);
        for (Mailbox.Address address : all) {
            Waiting letter = waiting.get(address);
            if (letter != null && !letter.question.name().equals("take")) {
                answer(address, letter);
                answered++;
            }
        }
        return answered + tickets(all);
    }

    private void read() throws IOException {
        TreeSet<Mailbox.Address> there = mailbox.questions();
        waiting.keySet().retainAll(there);
        for (Mailbox.Address address : there) {
            if (waiting.containsKey(address)) {
                continue;
            }
            Optional<String> letter = mailbox.readQuestion(address);
            if (letter.isEmpty()) {
                continue;
            }
            try {
                Letters.Question question = Letters.question(letter.get());
                if (FOR_LATER.contains(question.name()) && !mailbox.listens(address.box())) {
                    mailbox.withdraw(address);
                    continue;
                }
                check(address.box(), question);
                waiting.put(address, new Waiting(question));
            } catch (IllegalArgumentException e) {
                LOG.warn("a letter of {} was refused: {}", address.box(), e.getMessage());
                mailbox.answer(address, Letters.error(e.getMessage()));
            }
        }
    }

    /** A worker may only speak for itself. */
    private void check(String box, Letters.Question question) throws IOException {
        Set<Long> workers = new HashSet<>();
        for (Object argument : question.arguments()) {
            if (argument instanceof List<?> list) {
                list.forEach(each -> named(each, workers));
            } else {
                named(argument, workers);
            }
        }
        if (question.name().equals("register") || workers.isEmpty()) {
            return;
        }
        Optional<Long> own = mailbox.worker(box);
        if (own.isEmpty() || !workers.equals(Set.of(own.get()))) {
            throw new IllegalArgumentException("it speaks for another worker");
        }
    }

    private static void named(Object argument, Set<Long> workers) {
        if (argument instanceof Claim claim) {
            workers.add(claim.worker());
        } else if (argument instanceof WorkerLedger.Progress progress) {
            workers.add(progress.claim().worker());
        } else if (argument instanceof Worker worker) {
            workers.add(worker.id());
        } else if (argument instanceof Presence presence) {
            workers.add(presence.worker());
        }
    }

    /** Records all results that wait, in one transaction. */
    private int complete(List<Mailbox.Address> all) throws IOException {
        Map<Claim, Completion> results = new LinkedHashMap<>();
        Map<Claim, Mailbox.Address> senders = new LinkedHashMap<>();
        for (Mailbox.Address address : all) {
            Waiting letter = waiting.get(address);
            if (letter.question.name().equals("complete") && letter.trials == 0) {
                letter.trials++;
                Claim claim = (Claim) letter.question.arguments().get(0);
                if (results.putIfAbsent(claim, (Completion) letter.question.arguments().get(1))
                        == null) {
                    senders.put(claim, address);
                }
            }
        }
        if (results.size() < 2) {
            return 0; // As every other letter.
        }
        Set<Claim> recorded;
        try {
            recorded = new HashSet<>(provenance.runs().completeAll(results));
        } catch (DatabaseException | IllegalArgumentException | IllegalStateException e) {
            LOG.debug("results are recorded one by one", e);
            return 0;
        }
        for (Map.Entry<Claim, Mailbox.Address> sender : senders.entrySet()) {
            boolean success = recorded.contains(sender.getKey());
            waiting.remove(sender.getValue());
            mailbox.answer(sender.getValue(), Letters.answer(success));
            announce(sender.getKey());
        }
        return senders.size();
    }

    private void announce(Claim claim) {
        TicketBackend.announceEnd(provenance.database(), claim.run(), claim.instance());
    }

    private void answer(Mailbox.Address address, Waiting letter) throws IOException {
        Object value;
        try {
            value = asked(letter.question);
        } catch (InvocationTargetException e) {
            refuse(address, letter, e.getCause());
            return;
        }
        if (letter.question.name().equals("register")) {
            mailbox.belongs(address.box(), ((Worker) value).id());
        }
        waiting.remove(address);
        mailbox.answer(address, Letters.answer(value));
        switch (letter.question.name()) {
            case "complete", "fail", "release" ->
                    announce((Claim) letter.question.arguments().get(0));
            default -> {}
        }
    }

    private Object asked(Letters.Question question) throws InvocationTargetException {
        try {
            return question.method().invoke(desk, question.arguments().toArray());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void refuse(Mailbox.Address address, Waiting letter, Throwable error)
            throws IOException {
        if (error instanceof DatabaseException database && ++letter.trials < TRIALS) {
            throw database; // The database may be back in a moment.
        }
        LOG.warn("'{}' of {} failed: {}", letter.question.name(), address.box(), error.toString());
        LOG.debug("a letter", error);
        waiting.remove(address);
        mailbox.answer(address, Letters.error(String.valueOf(error.getMessage())));
    }

    /** Gives out tickets; those for whom there are none wait a little, in case some come. */
    private int tickets(List<Mailbox.Address> all) throws IOException {
        List<Mailbox.Address> asking = all.stream().filter(waiting::containsKey).toList();
        if (asking.isEmpty()) {
            return 0;
        }
        boolean some = !provenance.tickets().awaited().isEmpty();
        int answered = 0;
        for (Mailbox.Address address : asking) {
            Waiting letter = waiting.get(address);
            if (!some && letter.parked()) {
                continue;
            }
            List<?> found;
            try {
                found = (List<?>) asked(letter.question);
            } catch (InvocationTargetException e) {
                refuse(address, letter, e.getCause());
                continue;
            }
            if (!found.isEmpty() || !letter.parked()) {
                waiting.remove(address);
                mailbox.answer(address, Letters.answer(found));
                answered += found.isEmpty() ? 0 : 1;
            }
        }
        return answered;
    }

    @Override
    public void close() {
        end.countDown();
        Thread mine;
        synchronized (this) {
            mine = thread;
        }
        boolean interrupted = Thread.interrupted();
        try {
            if (mine != null) {
                mine.join(TimeUnit.SECONDS.toMillis(60));
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        try {
            synchronized (this) {
                if (right.isPresent()) {
                    right.get().close();
                    right = Optional.empty();
                }
            }
        } catch (IOException e) {
            LOG.debug("the right to the mailbox was lost", e);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package xcflow.runner.site;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.provenance.block.BlockRecord;
import xcflow.provenance.block.BlockState;
import xcflow.provenance.block.BlockTable;
import xcflow.provenance.block.Presence;
import xcflow.provenance.block.SiteRecord;
import xcflow.provenance.ticket.Awaited;
import xcflow.runner.home.Project;

/**
 * Sees to it that a site has the jobs that the waiting work needs. One process at a time does so
 * for a site, whichever runs it conducts; the others take over when it ends. The batch system is
 * asked and told something at most once in the site's {@link ComputeSite#poll}, all that is to be
 * known and ordered together.
 */
final class SiteService {
    private static final Logger LOG = LoggerFactory.getLogger(SiteService.class);

    /** After so many jobs in a row that ended before a worker joined, no more are submitted. */
    private static final int MOST_FAILURES = 3;

    /** What waits as long as this although workers are there does not fit into them. */
    private static final Duration SETTLED = Duration.ofSeconds(5);

    /** A worker that has not been heard of for so long is not there. */
    static final Duration PRESENT = Duration.ofSeconds(60);

    /** Ends that say nothing against the next job. */
    private static final Set<String> NOBODYS_FAULT = Set.of("PREEMPTED", "NODE_FAIL", "CANCELLED");

    private final Project project;
    private final ComputeSite site;
    private final BlockTable table;
    private final Pilot pilot;
    private final Consumer<String> tell;
    private Optional<Closeable> right = Optional.empty();
    private String told = "";

    /**
     * @param tell takes sentences for the user
     */
    SiteService(Project project, ComputeSite site, Consumer<String> tell) {
        this.project = project;
        this.site = site;
        this.table = project.provenance().blocks();
        this.pilot = new Pilot(project.home().directory());
        this.tell = tell;
    }

    /** Looks whether there is something to do, and does it. */
    void tick() throws IOException {
        List<Awaited> awaited = awaited();
        List<BlockRecord> open = table.open(site.name());
        if (awaited.isEmpty() && open.isEmpty() || !mine()) {
            return;
        }
        SiteRecord record = table.site(site.name());
        Instant now = table.now();
        if (record.polled().map(last -> last.plus(site.poll()).isAfter(now)).orElse(false)) {
            return;
        }
        if (!open.isEmpty()) {
            record = ask(record, open, awaited, now);
            if (record.unknown().isPresent()) {
                return; // Nothing is known, so nothing is ordered.
            }
            open = table.open(site.name());
        }
        order(record, open, awaited, now);
    }

    private boolean mine() throws IOException {
        if (right.isEmpty()) {
            right = project.provenance().database().hold("site-" + site.name());
        }
        return right.isPresent();
    }

    private List<Awaited> awaited() {
        return project.provenance().tickets().awaited().stream()
                .filter(
                        each ->
                                each.needs().place().equals(site.name())
                                        || each.needs().place().startsWith(site.name() + "/"))
                .toList();
    }

    /** Asks the batch system, and records what it says. */
    private SiteRecord ask(
            SiteRecord record, List<BlockRecord> open, List<Awaited> awaited, Instant now) {
        Map<String, JobState> states;
        try {
            states = site.system().states();
        } catch (BatchFailure e) {
            String unknown = e.getMessage();
            say("the jobs of site " + site.name() + " are unknown: " + unknown);
            SiteRecord next =
                    new SiteRecord(
                            site.name(),
                            Optional.of(now),
                            record.failures(),
                            record.paused(),
                            Optional.of(unknown));
            table.note(next);
            return next;
        }
        List<BlockRecord> news = new Observation(states, now).of(open);
        table.update(news);
        SiteRecord next =
                new SiteRecord(
                        site.name(),
                        Optional.of(now),
                        record.failures(),
                        record.paused(),
                        Optional.empty());
        for (BlockRecord block : news) {
            if (!block.open()) {
                next = judged(next, block, awaited);
            }
        }
        if (table.open(site.name()).stream().anyMatch(block -> block.executed() > 0)) {
            next = counted(next, 0);
        }
        table.note(next);
        return next;
    }

    /** What the end of a job says of the site. */
    private SiteRecord judged(SiteRecord record, BlockRecord block, List<Awaited> awaited) {
        if (block.executed() > 0) {
            return counted(record, 0);
        }
        if (block.nativeState().filter(NOBODYS_FAULT::contains).isPresent()) {
            return record;
        }
        if (block.joined().isEmpty()) {
            return failed(
                    record,
                    "job "
                            + block.job().orElse(block.tag())
                            + " ended before a worker joined: "
                            + pilot.lastWords(block.tag())
                                    .or(block::reason)
                                    .or(block::nativeState)
                                    .orElse("nothing is known of it"));
        }
        if (table.took(site.name(), block.job().orElse(""))) {
            return record;
        }
        Optional<Awaited> left =
                awaited.stream()
                        .filter(each -> each.since().isBefore(block.joined().get()))
                        .findFirst();
        return left.isEmpty()
                ? record
                : failed(
                        record,
                        "the worker of job "
                                + block.job().orElse(block.tag())
                                + " took nothing of what waits: "
                                + left.get().refused().orElse("nobody knows why"));
    }

    private SiteRecord counted(SiteRecord record, int failures) {
        return new SiteRecord(
                record.name(), record.polled(), failures, record.paused(), record.unknown());
    }

    private SiteRecord failed(SiteRecord record, String message) {
        SiteRecord next = counted(record, record.failures() + 1);
        LOG.debug("site {}: {}", site.name(), message);
        if (next.failures() < MOST_FAILURES || next.paused().isPresent()) {
            return next;
        }
        return new SiteRecord(
                next.name(), next.polled(), next.failures(), Optional.of(message), next.unknown());
    }

    /** Submits what is missing, of one kind: the others have their turn next time. */
    private void order(
            SiteRecord record, List<BlockRecord> open, List<Awaited> awaited, Instant now) {
        if (record.paused().isPresent()) {
            say(
                    "site "
                            + site.name()
                            + " is paused after "
                            + record.failures()
                            + " failed starts: "
                            + record.paused().get()
                            + "; once the cause is removed: xcflow site resume "
                            + site.name());
            return;
        }
        Set<Long> busy = busy(open);
        Instant settled = now.minus(SETTLED);
        List<Demand> demands =
                awaited.stream()
                        .filter(each -> busy.isEmpty() || each.since().isBefore(settled))
                        .map(each -> Demand.of(each, site.name()))
                        .toList();
        Scaler.Decision decision = Scaler.decide(site.kinds(), demands, open, busy, now);
        decision.refusals()
                .forEach(
                        (demand, why) -> say("site " + site.name() + " cannot execute it: " + why));
        Optional<Map.Entry<String, Integer>> first =
                decision.orders().entrySet().stream().findFirst();
        if (first.isPresent()) {
            ComputeSite.Kind kind =
                    site.kinds().stream()
                            .filter(each -> each.name().equals(first.get().getKey()))
                            .findFirst()
                            .orElseThrow();
            submit(record, kind, first.get().getValue(), now);
        }
    }

    /** The jobs whose workers have something to do. */
    private Set<Long> busy(List<BlockRecord> open) {
        Set<String> jobs =
                table.present(PRESENT).stream()
                        .filter(worker -> worker.site().equals(site.name()) && worker.busy() > 0)
                        .map(Presence::job)
                        .collect(Collectors.toSet());
        return open.stream()
                .filter(block -> block.job().filter(jobs::contains).isPresent())
                .map(BlockRecord::id)
                .collect(Collectors.toSet());
    }

    private void submit(SiteRecord record, ComputeSite.Kind kind, int count, Instant now) {
        String tag = UUID.randomUUID().toString().substring(0, 8);
        List<BlockRecord> blocks = table.order(site.name(), kind.name(), tag, kind.size(), count);
        table.note(
                new SiteRecord(
                        site.name(),
                        Optional.of(now),
                        record.failures(),
                        record.paused(),
                        record.unknown()));
        try {
            if (site.home().isEmpty()) {
                Files.createDirectories(pilot.directory());
            }
            List<String> jobs = site.system().submit(pilot.script(site, kind, tag), count);
            List<BlockRecord> submitted = new ArrayList<>();
            for (int i = 0; i < blocks.size(); i++) {
                submitted.add(
                        Observation.with(
                                blocks.get(i),
                                Optional.of(jobs.get(i)),
                                BlockState.WAITING,
                                Optional.empty(),
                                Optional.empty()));
            }
            table.update(submitted);
            say(
                    String.format(
                            java.util.Locale.ROOT,
                            "submitted %d %s of %s/%s (%s)",
                            count,
                            count == 1 ? "block" : "blocks",
                            site.name(),
                            kind.name(),
                            jobs.get(0)));
        } catch (BatchFailure e) {
            if (e.refused()) {
                Observation none = new Observation(Map.of(), now);
                table.update(
                        blocks.stream().map(block -> none.ended(block, e.getMessage())).toList());
            }
            say("site " + site.name() + ": " + e.getMessage());
            table.note(failed(table.site(site.name()), e.getMessage()));
        } catch (IOException e) {
            say("site " + site.name() + ": " + pilot.directory() + " cannot be made: " + e);
        }
    }

    /** Says something once, until there is something else to say. */
    private void say(String sentence) {
        if (!sentence.equals(told)) {
            told = sentence;
            tell.accept(sentence);
        }
    }

    /**
     * Ends the jobs that have not begun if nothing waits for them any more, and lets others look
     * after the site.
     */
    void close() {
        try {
            if (right.isEmpty()) {
                return;
            }
            try (Closeable held = right.get()) {
                List<BlockRecord> waiting =
                        table.open(site.name()).stream()
                                .filter(block -> block.state() != BlockState.RUNNING)
                                .filter(block -> block.job().isPresent())
                                .toList();
                if (!waiting.isEmpty() && awaited().isEmpty()) {
                    cancel(waiting);
                }
            }
        } catch (IOException e) {
            LOG.debug("the right to the site was lost", e);
        }
    }

    private void cancel(List<BlockRecord> waiting) {
        try {
            site.system().cancel(waiting.stream().map(block -> block.job().orElseThrow()).toList());
            Observation none = new Observation(Map.of(), table.now());
            table.update(
                    waiting.stream()
                            .map(block -> none.ended(block, "not needed any more"))
                            .toList());
        } catch (BatchFailure e) {
            tell.accept(
                    "jobs of site "
                            + site.name()
                            + " that are not needed any more could not be cancelled: "
                            + e.getMessage());
        }
    }
}

package xcflow.runner.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import xcflow.provenance.ticket.Awaited;
import xcflow.provenance.ticket.Needs;
import xcflow.runner.config.Configuration;
import xcflow.runner.home.Homes;
import xcflow.runner.home.Project;
import xcflow.runner.mailbox.MailboxService;
import xcflow.runner.run.Places;
import xcflow.workflows.text.InvalidInputException;

/** The sites that the runs of a process use, looked after as long as it conducts them. */
public final class Sites implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sites.class);
    private static final Duration LOOK = Duration.ofMillis(500);

    /** How long work may wait without any worker before the user hears of it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Project project;
    private final String usual;
    private final Map<String, ComputeSite> sites;
    private final List<SiteService> services = new ArrayList<>();
    private final List<MailboxService> mailboxes = new ArrayList<>();
    private final Consumer<String> tell;
    private final boolean working;
    private final CountDownLatch end = new CountDownLatch(1);
    private Thread thread;
    private boolean warned;

    private Sites(
            Project project,
            String usual,
            Map<String, ComputeSite> sites,
            boolean working,
            Consumer<String> tell) {
        this.project = project;
        this.usual = usual;
        this.sites = sites;
        this.working = working;
        this.tell = tell;
        for (ComputeSite site : sites.values()) {
            services.add(new SiteService(project, site, tell));
            site.mailboxIn(project.home().directory())
                    .ifPresent(
                            directory ->
                                    mailboxes.add(
                                            new MailboxService(project.provenance(), directory)));
        }
    }

    /**
     * The sites that some places are at.
     *
     * @param usual place of instances that name none; empty: wherever a worker is
     * @param places that steps name
     * @param working whether this process executes what is meant for anybody
     * @param tell takes sentences for the user
     * @throws InvalidInputException if the settings do not describe one of them
     */
    public static Sites of(
            Project project,
            String usual,
            Collection<String> places,
            boolean working,
            Consumer<String> tell)
            throws InvalidInputException, IOException {
        Map<String, ComputeSite> sites = new HashMap<>();
        TreeSet<String> all = new TreeSet<>(places);
        if (!usual.isEmpty()) {
            all.add(usual);
        }
        var settings = Homes.settings(project.home().directory());
        for (String place : all) {
            String name = site(place);
            if (!sites.containsKey(name)) {
                sites.put(name, ComputeSite.of(settings, name));
            }
            Optional<String> refusal = sites.get(name).refusal(place);
            if (refusal.isPresent()) {
                throw settings.refuse(refusal.get(), "sites", name, "blocks");
            }
        }
        return new Sites(project, usual, sites, working, tell);
    }

    /**
     * Records what has come into the mailboxes of all sites while nobody conducted a run.
     *
     * @throws InvalidInputException if the settings do not describe a site
     */
    public static void readMail(Project project) throws InvalidInputException, IOException {
        Path home = project.home().directory();
        Configuration settings = Homes.settings(home);
        for (String name : ComputeSite.names(settings)) {
            Optional<Path> mailbox = ComputeSite.of(settings, name).mailboxIn(home);
            if (mailbox.isPresent() && Files.isDirectory(mailbox.get())) {
                try (MailboxService service =
                        new MailboxService(project.provenance(), mailbox.get())) {
                    service.tick();
                }
            }
        }
    }

    /** Refuses places that the settings do not describe. */
    public static void check(Configuration settings, Collection<String> places)
            throws InvalidInputException, IOException {
        for (String place : places) {
            Optional<String> refusal = ComputeSite.of(settings, site(place)).refusal(place);
            if (refusal.isPresent()) {
                throw settings.refuse(refusal.get(), "sites", site(place), "blocks");
            }
        }
    }

    private static String site(String place) {
        return place.contains("/") ? place.substring(0, place.indexOf('/')) : place;
    }

    /** What conductors have to know. */
    public Places places() {
        return new Places(usual, this::refusal);
    }

    private Optional<String> refusal(Needs needs) {
        if (needs.place().isEmpty()) {
            return Optional.empty();
        }
        ComputeSite site = sites.get(site(needs.place()));
        if (site == null) {
            return Optional.of(
                    "it is to run on '"
                            + needs.place()
                            + "', which was not known when the run began");
        }
        Optional<String> unknown = site.refusal(needs.place());
        if (unknown.isPresent()) {
            return unknown;
        }
        String kind =
                needs.place().contains("/")
                        ? needs.place().substring(needs.place().indexOf('/') + 1)
                        : "";
        Demand demand =
                new Demand(
                        kind,
                        needs.threads(),
                        needs.memory(),
                        needs.gpus(),
                        Duration.ofMillis(needs.longest()),
                        1);
        return Scaler.decide(
                        site.kinds(), List.of(demand), List.of(), java.util.Set.of(), Instant.EPOCH)
                .refusals()
                .values()
                .stream()
                .findFirst()
                .map(why -> why + " (site " + site.name() + ")");
    }

    /** Begins to look after them. */
    public synchronized void start() {
        if (thread == null) {
            mailboxes.forEach(MailboxService::start);
            thread = new Thread(this::look, "xcflow-sites");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void look() {
        try {
            while (!end.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    for (SiteService service : services) {
                        service.tick();
                    }
                    warn();
                } catch (RuntimeException | IOException e) {
                    LOG.warn("cannot look after the sites; trying again: {}", e.getMessage());
                    LOG.debug("sites", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says, once, that nobody does the work. */
    private void warn() {
        if (warned) {
            return;
        }
        Instant late = project.provenance().blocks().now().minus(PATIENCE);
        List<Awaited> waiting =
                project.provenance().tickets().awaited().stream()
                        .filter(each -> !(working && each.needs().place().isEmpty()))
                        .filter(each -> each.since().isBefore(late))
                        .toList();
        if (!waiting.isEmpty()
                && project.provenance().blocks().present(SiteService.PRESENT).isEmpty()) {
            warned = true;
            tell.accept(NoWorker.sentence(project, waiting.get(0)));
        }
    }

    @Override
    public void close() {
        end.countDown();
        Thread mine;
        synchronized (this) {
            mine = thread;
        }
        if (mine == null) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        try {
            mine.join(Duration.ofSeconds(60).toMillis());
        } catch (InterruptedException e) {
            interrupted = true;
        }
        services.forEach(SiteService::close);
        mailboxes.forEach(MailboxService::close);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

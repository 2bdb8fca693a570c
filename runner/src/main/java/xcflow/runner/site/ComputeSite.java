package xcflow.runner.site;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.provenance.block.BlockRecord;
import xcflow.runner.config.Configuration;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Suggestion;

/**
 * A machine or cluster that computes, as the settings describe it.
 *
 * @param setup commands before a worker starts
 * @param program xcflow on the nodes; empty: this one
 * @param home of the project on the nodes; empty: this one
 * @param mailbox directory through which nodes that cannot reach the database write to the process
 *     that conducts the runs; a relative one is in the home
 * @param poll shortest time between two questions to the batch system
 * @param kinds of jobs, in the order in which they are tried
 */
public record ComputeSite(
        String name,
        BatchSystem system,
        List<String> setup,
        Optional<String> program,
        Optional<String> home,
        Optional<String> mailbox,
        Duration poll,
        List<Kind> kinds) {

    private static final Duration POLL = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final int MOST = 10;
    private static final int WAITING = 4;

    /** The longest time before its end at which a job is told of it. */
    private static final Duration LONGEST_WARNING = Duration.ofMinutes(3);

    /**
     * A kind of job.
     *
     * @param size of a job
     * @param most jobs at a time
     * @param waiting most jobs that have not begun
     * @param idle after which a worker without work leaves
     * @param options of the batch system
     * @param perInstance whether each job executes one instance
     */
    public record Kind(
            String name,
            BlockRecord.Size size,
            int most,
            int waiting,
            Duration idle,
            List<String> options,
            boolean perInstance) {

        /** How long before its end a job is told of it. */
        public Duration warning() {
            Duration quarter = size.time().dividedBy(4);
            return quarter.compareTo(LONGEST_WARNING) < 0 ? quarter : LONGEST_WARNING;
        }
    }

    /** Names of the sites in the settings. */
    public static List<String> names(Configuration settings) {
        return settings.names("sites");
    }

    /**
     * A site of the settings.
     *
     * @throws InvalidInputException if the settings do not describe it
     */
    public static ComputeSite of(Configuration settings, String name)
            throws InvalidInputException, IOException {
        String[] path = {"sites", name};
        if (settings.node(path).isEmpty()) {
            throw settings.refuse(
                    "there is no site '"
                            + name
                            + "'"
                            + Suggestion.forName(name, names(settings))
                            + "; sites are described in the settings",
                    "sites");
        }
        List<Kind> kinds = new ArrayList<>();
        for (String kind : settings.names("sites", name, "blocks")) {
            kinds.add(kind(settings, name, kind));
        }
        if (kinds.isEmpty()) {
            throw settings.refuse(
                    "site '" + name + "' needs 'blocks', the kinds of its jobs", path);
        }
        return new ComputeSite(
                name,
                system(settings, name),
                settings.texts("sites", name, "setup"),
                settings.text("sites", name, "program"),
                settings.text("sites", name, "home"),
                settings.text("sites", name, "mailbox"),
                settings.duration("sites", name, "poll").orElse(POLL),
                kinds);
    }

    private static BatchSystem system(Configuration settings, String site)
            throws InvalidInputException, IOException {
        String name =
                settings.text("sites", site, "system")
                        .orElseThrow(
                                () ->
                                        settings.refuse(
                                                "site '"
                                                        + site
                                                        + "' needs 'system': "
                                                        + String.join(", ", BatchTemplate.KNOWN)
                                                        + ", or a file with a template",
                                                "sites",
                                                site));
        BatchTemplate template;
        if (BatchTemplate.KNOWN.contains(name)) {
            template = BatchTemplate.known(name);
        } else if (name.contains("/") || name.endsWith(".yaml")) {
            template = BatchTemplate.of(settings.path("sites", site, "system").orElseThrow());
        } else {
            throw settings.refuse(
                    "there is no batch system '"
                            + name
                            + "'"
                            + Suggestion.forName(name, BatchTemplate.KNOWN)
                            + "; a template of your own is a file with the ending .yaml",
                    "sites",
                    site,
                    "system");
        }
        Optional<String> host =
                settings.text("sites", site, "through").map(text -> text.split(" ")[1]);
        return new TemplateSystem(template, new LoginShell(host, PATIENCE));
    }

    private static Kind kind(Configuration settings, String site, String kind)
            throws InvalidInputException {
        String[] path = {"sites", site, "blocks", kind};
        List<String> options = settings.texts(with(path, "options"));
        if (options.stream().anyMatch(option -> option.contains("\n"))) {
            throw settings.refuse("an option must be on one line", with(path, "options"));
        }
        int most = settings.whole(with(path, "most")).orElse(MOST);
        return new Kind(
                kind,
                new BlockRecord.Size(
                        settings.whole(with(path, "threads")).orElse(1),
                        settings.size(with(path, "memory")).orElse(0L),
                        settings.whole(with(path, "gpus")).orElse(0),
                        settings.duration(with(path, "time")).orElse(Duration.ZERO)),
                most,
                settings.whole(with(path, "waiting")).orElse(Math.min(most, WAITING)),
                settings.duration(with(path, "idle")).orElse(IDLE),
                options,
                settings.truth(with(path, "per-instance")));
    }

    private static String[] with(String[] path, String key) {
        String[] longer = java.util.Arrays.copyOf(path, path.length + 1);
        longer[path.length] = key;
        return longer;
    }

    /** The mailbox in a home, as this machine or the nodes see it. */
    Optional<Path> mailboxIn(Path itsHome) {
        return mailbox.map(itsHome::resolve);
    }

    /**
     * Refuses a place that no worker of this site will ever have.
     *
     * @param place {@code slurm} or {@code slurm/gpu}
     * @return the reason; empty if there is none
     */
    public Optional<String> refusal(String place) {
        String kind = place.contains("/") ? place.substring(place.indexOf('/') + 1) : "";
        List<String> known = kinds.stream().map(Kind::name).toList();
        return kind.isEmpty() || known.contains(kind)
                ? Optional.empty()
                : Optional.of(
                        String.format(
                                Locale.ROOT,
                                "site '%s' has no blocks '%s'%s",
                                name,
                                kind,
                                Suggestion.forName(kind, known)));
    }
}

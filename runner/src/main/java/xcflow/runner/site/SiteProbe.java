package xcflow.runner.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import xcflow.runner.home.Homes;
import xcflow.runner.home.Project;
import xcflow.runner.mailbox.MailboxProbe;
import xcflow.runner.version.Version;
import xcflow.workflows.unit.Sizes;

/** What a machine can see of a project, as one of a site's jobs looks for it. */
public final class SiteProbe {
    /** Begins the line with the answer. */
    public static final String MARK = "xcflow-probe ";

    private SiteProbe() {}

    /**
     * Everything, by names for people. What is missing has a name that begins with "no ".
     *
     * @param mailbox through which the records are asked, instead of opening the database
     */
    public static Map<String, Object> look(Path home, Optional<Path> mailbox) {
        Map<String, Object> found = new LinkedHashMap<>();
        found.put("job", variable("XCFLOW_JOB"));
        found.put("node", variable("XCFLOW_NODE"));
        found.put("version", Version.text());
        found.put("java", System.getProperty("java.runtime.version"));
        found.put("processors", Runtime.getRuntime().availableProcessors());
        found.put("memory-of-java", Sizes.format(Runtime.getRuntime().maxMemory() >> 20 << 20));
        found.put("modules", variable("LOADEDMODULES"));
        found.put("conda", variable("CONDA_PREFIX"));
        found.put("home", home.toString());
        if (mailbox.isPresent()) {
            letters(home, mailbox.get(), found);
        } else {
            store(home, found);
        }
        try {
            Path scratch = Files.createTempFile("xcflow", ".probe");
            Files.delete(scratch);
        } catch (java.io.IOException e) {
            found.put("no temporary files", String.valueOf(e.getMessage()));
        }
        return found;
    }

    private static void store(Path home, Map<String, Object> found) {
        long begun = System.nanoTime();
        try (Project project = Project.open(home)) {
            found.put("store-opened-ms", (System.nanoTime() - begun) / 1_000_000);
            long asked = System.nanoTime();
            Instant theirs = project.provenance().blocks().now();
            found.put(
                    "store",
                    project.home()
                            .stores()
                            .database()
                            .map(server -> server.url())
                            .orElse("H2 in the home"));
            found.put("clock-ahead-ms", Duration.between(theirs, Instant.now()).toMillis());
            found.put("store-answers-ms", (System.nanoTime() - asked) / 1_000_000);
            project.objects();
            found.put("project", project.provenance().tickets().project());
        } catch (Exception e) {
            found.put("no store", String.valueOf(e.getMessage()));
        }
    }

    private static void letters(Path home, Path mailbox, Map<String, Object> found) {
        try {
            MailboxProbe answer = MailboxProbe.ask(mailbox);
            found.put("store", "letters in " + mailbox);
            found.put("clock-ahead-ms", Duration.between(answer.now(), Instant.now()).toMillis());
            found.put("store-answers-ms", answer.millis());
            Homes.at(home).objects();
            found.put("project", answer.project());
        } catch (java.io.IOException | RuntimeException e) {
            found.put("no store", String.valueOf(e.getMessage()));
        }
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value;
    }
}

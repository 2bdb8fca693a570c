package xcflow.runner.camel;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import xcflow.provenance.record.Run;
import xcflow.runner.config.Configuration;
import xcflow.runner.mail.MailServer;
import xcflow.runner.secret.Mask;
import xcflow.runner.secret.RunSecrets;
import xcflow.runner.secret.SecretException;
import xcflow.runner.value.PlainJson;
import xcflow.workflows.model.Notification;
import xcflow.workflows.plan.Plan;
import xcflow.workflows.plan.PlanValues;
import xcflow.workflows.read.RunSettingsReader;
import xcflow.workflows.text.InvalidInputException;
import xcflow.workflows.text.Problems;
import xcflow.workflows.yaml.Node;

/**
 * Tells of the end of a run: by a command, a web page or a mail. What cannot be told is a warning
 * on the standard error and changes nothing about the run.
 */
final class Notifications {
    private static final long COMMAND_SECONDS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Plan plan;
    private final RunSecrets secrets;
    private final Configuration settings;
    private final PrintStream messages;

    Notifications(Plan plan, RunSecrets secrets, Configuration settings, PrintStream messages) {
        this.plan = plan;
        this.secrets = secrets;
        this.settings = settings;
        this.messages = messages;
    }

    /** Tells those of the workflow, and then those of the settings. */
    void tell(Run run, List<Notification> ofWorkflow) {
        List<Notification> all = new ArrayList<>(ofWorkflow);
        settings.node("on-end").ifPresent(node -> all.addAll(read(node)));
        Notification.When how = Notification.When.valueOf(run.state().name());
        for (Notification each : all) {
            if (each.when().contains(how)) {
                tell(run, each);
            }
        }
    }

    private List<Notification> read(Node node) {
        Problems problems = new Problems();
        List<Notification> read = RunSettingsReader.notifications(node, problems);
        problems.list().forEach(problem -> warn("the settings' on-end", problem.toString()));
        return problems.list().isEmpty() ? read : List.of();
    }

    private void warn(String what, String why) {
        messages.println("warning: " + what + " could not be told of the end of the run: " + why);
    }

    private void tell(Run run, Notification notification) {
        String kind = "the " + notification.kind().name().toLowerCase(Locale.ROOT);
        Mask mask = Mask.NONE;
        try {
            String text = PlanValues.text(plan, notification.target());
            RunSecrets.Opened opened =
                    secrets.open(PlainJson.write(secrets.sealed(Map.of("text", text))));
            mask = opened.mask();
            String target = (String) opened.inputs().get("text");
            switch (notification.kind()) {
                case COMMAND -> command(run, target);
                case WEBHOOK -> webhook(run, target);
                case MAIL -> mail(run, target);
            }
        } catch (InvalidInputException
                | SecretException
                | IOException
                | RuntimeException
                | LinkageError e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
            warn(kind, mask.of(why).lines().findFirst().orElse(""));
        }
    }

    private static Map<String, Object> facts(Run run) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("run", run.id());
        facts.put("workflow", run.workflow());
        facts.put("state", run.state().name());
        facts.put("message", run.message().orElse(null));
        facts.put("created", run.created().toString());
        facts.put("ended", run.ended().map(Object::toString).orElse(null));
        Map<String, Object> counts = new LinkedHashMap<>();
        run.counts()
                .forEach(
                        (state, count) ->
                                counts.put(
                                        state.name().toLowerCase(Locale.ROOT), count.longValue()));
        facts.put("counts", counts);
        return facts;
    }

    private void command(Run run, String command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(List.of("sh", "-c", command))
                        .directory(plan.workflow().directory().toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("XCFLOW_RUN", Long.toString(run.id()));
        builder.environment().put("XCFLOW_WORKFLOW", run.workflow());
        builder.environment().put("XCFLOW_STATE", run.state().name());
        builder.environment().put("XCFLOW_MESSAGE", run.message().orElse(""));
        Process process = builder.start();
        try {
            try (OutputStream in = process.getOutputStream()) {
                in.write(PlainJson.write(facts(run)).getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // It need not read.
            }
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("it did not end within " + COMMAND_SECONDS + " s");
            } else if (process.exitValue() != 0) {
                throw new IOException("it ended with exit status " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private void webhook(Run run, String address) throws IOException {
        URI uri = URI.create(address);
        if (uri.getHost() == null
                || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IOException("its address must be https://… or http://…");
        }
        HttpRequest request =
                HttpRequest.newBuilder(uri)
                        .timeout(PATIENCE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(PlainJson.write(facts(run))))
                        .build();
        try {
            int status =
                    HttpClient.newBuilder()
                            .connectTimeout(PATIENCE)
                            .followRedirects(HttpClient.Redirect.NORMAL)
                            .build()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode();
            if (status >= 300) {
                throw new IOException("it answered with status " + status);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void mail(Run run, String to) throws IOException {
        String server =
                settings.text("mail", "server")
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "the settings name no mail server: set"
                                                        + " mail.server"));
        Optional<MailServer.Login> login = Optional.empty();
        if (settings.text("mail", "user").isPresent()) {
            String file = settings.text("mail", "password-file").orElse("");
            login =
                    Optional.of(
                            new MailServer.Login(
                                    settings.text("mail", "user").get(),
                                    file.isEmpty() ? "" : password(file)));
        }
        String what = "run " + run.id() + " of " + run.workflow();
        MailServer.of(server, login)
                .send(
                        settings.text("mail", "from").orElse(to),
                        to,
                        "xcflow: " + what + " " + run.state().name().toLowerCase(Locale.ROOT),
                        "R"
                                + what.substring(1)
                                + ": "
                                + run.state()
                                + run.message().map(text -> "\n\n" + text).orElse("")
                                + "\n");
    }

    private static String password(String file) throws IOException {
        Path path =
                file.startsWith("~/")
                        ? Path.of(System.getProperty("user.home"), file.substring(2))
                        : Path.of(file);
        return Files.readString(path).lines().findFirst().orElse("");
    }
}

package xcflow.runner.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import xcflow.runner.home.Project;
import xcflow.runner.progress.TerminalSize;
import xcflow.runner.top.TopScreen;
import xcflow.runner.view.InstanceView;
import xcflow.runner.view.InstanceViews;
import xcflow.runner.view.RunView;
import xcflow.runner.view.RunViews;
import xcflow.runner.view.RunWarnings;

/** Shows what runs, again and again, until it is interrupted. */
@Command(
        name = "top",
        description = "Show what runs, live in the terminal, until Ctrl-C.",
        footer = {
            "",
            "Without a terminal, and with --once or --json, the table is printed once.",
            "NO_COLOR in the environment leaves colours out."
        })
final class TopCommand implements Callable<Integer>, OpensProject {
    private static final String ALTERNATE = "\u001b[?1049h\u001b[?25l";
    private static final String BACK = "\u001b[?25h\u001b[?1049l";
    private static final int MOST_INSTANCES = 200;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "1",
            description = "Time between two looks (default: ${DEFAULT-VALUE}).")
    private double interval;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many runs at most (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--once", description = "Print the table once.")
    private boolean once;

    @Option(names = "--json", description = "Print JSON once.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (!(interval >= 0.1 && interval <= 3600)) {
            throw new ParameterException(
                    spec.commandLine(), "--interval is between 0.1 and 3600 seconds");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Project project = Records.existing(spec)) {
            if (json) {
                Print.json(out, json(project, look(project)));
                return 0;
            }
            String terminal = System.getenv().getOrDefault("TERM", "dumb");
            if (once || System.console() == null || terminal.equals("dumb")) {
                TopScreen screen = new TopScreen(new TerminalSize(200, 200), false);
                screen.lines(home(), look(project), Instant.now()).forEach(out::println);
                out.flush();
                return 0;
            }
            watch(project, out);
            return 0;
        }
    }

    private void watch(Project project, PrintWriter out) throws IOException, InterruptedException {
        boolean colours = System.getenv().getOrDefault("NO_COLOR", "").isEmpty();
        // Ctrl-C ends the program wherever it is: the terminal must be given back even then.
        Thread restore =
                new Thread(
                        () -> {
                            out.print(BACK);
                            out.flush();
                        });
        Runtime.getRuntime().addShutdownHook(restore);
        out.print(ALTERNATE);
        while (true) {
            TopScreen screen = new TopScreen(TerminalSize.ask(), colours);
            StringBuilder frame = new StringBuilder("\u001b[H");
            for (String line : screen.lines(home(), look(project), Instant.now())) {
                frame.append(line).append("\u001b[K\r\n");
            }
            out.print(frame.append("\u001b[J"));
            out.flush();
            if (out.checkError()) {
                // Nobody looks any more.
                return;
            }
            Thread.sleep((long) (1000 * interval));
        }
    }

    private String home() {
        return Xcflow.home(spec).toAbsolutePath().normalize().toString();
    }

    private TopScreen.Content look(Project project) throws IOException {
        List<RunView> runs = new RunViews(project).latest(limit);
        InstanceViews instances = new InstanceViews(project.provenance());
        List<InstanceView> running = new ArrayList<>();
        for (RunView run : runs) {
            if (run.goingOn() && running.size() < MOST_INSTANCES) {
                running.addAll(instances.running(run.run(), MOST_INSTANCES - running.size()));
            }
        }
        return new TopScreen.Content(runs, running);
    }

    private static Map<String, Object> json(Project project, TopScreen.Content content) {
        List<Object> runs = new ArrayList<>();
        for (RunView run : content.runs()) {
            runs.add(Json.run(run, RunWarnings.of(project.ledger(), run.run())));
        }
        List<Object> running = new ArrayList<>();
        for (InstanceView view : content.running()) {
            Map<String, Object> instance = new LinkedHashMap<>();
            instance.put("run", view.instance().run());
            instance.put("instance", view.label());
            instance.put(
                    "percent",
                    view.percent().isPresent() ? (Object) view.percent().getAsInt() : null);
            instance.put("message", view.instance().message().orElse(null));
            instance.put("seconds", view.since(Instant.now()).toMillis() / 1000.0);
            running.add(instance);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("runs", runs);
        all.put("running", running);
        return all;
    }
}

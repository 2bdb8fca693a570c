package xcflow.runner.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import xcflow.runner.camel.Queue;
import xcflow.runner.camel.SessionHands;
import xcflow.runner.camel.WorkerPresence;
import xcflow.runner.camel.WorkerProcess;
import xcflow.runner.execution.Workplace;
import xcflow.runner.home.Homes;
import xcflow.runner.home.Project;
import xcflow.runner.mailbox.MailboxHands;
import xcflow.spi.LaunchProfile;
import xcflow.spi.Launched;
import xcflow.spi.ProfileRule;
import xcflow.storage.home.Home;
import xcflow.workflows.model.ExecutionPlace;
import xcflow.workflows.schema.TaskCatalog;
import xcflow.workflows.unit.Durations;
import xcflow.workflows.unit.Sizes;

/** Executes what other processes put into a shared queue. */
@Command(
        name = "worker",
        description = "Execute work from a shared queue, until Ctrl-C.",
        footer = {
            "",
            "Example: xcflow worker --threads 4 --memory 16GiB",
            "         xcflow run FILE --conduct-only",
            "         XCFLOW_QUEUE=file:/home/me/queue xcflow worker --threads 4"
        })
final class WorkerCommand implements Callable<Integer>, Launched {
    @Option(
            names = "--queue",
            paramLabel = "QUEUE",
            description =
                    "database, or the Camel endpoint of the queue (default: that of the settings, else the"
                            + " project's database).")
    private String uri;

    @Option(
            names = "--mailbox",
            paramLabel = "DIR",
            description =
                    "Ask for work, and tell what came of it, in this directory: for machines that cannot"
                            + " reach the database.")
    private Path mailbox;

    @Option(
            names = {"-j", "--jobs", "--threads"},
            paramLabel = "N",
            converter = JobCount.class,
            defaultValue = "0",
            description = "Threads for all instances together (default: all processors).")
    private int threads;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            description = "Memory for all instances together, such as 16GiB (default: any).")
    private String memory;

    @Option(
            names = "--gpus",
            paramLabel = "N",
            converter = JobCount.class,
            defaultValue = "0",
            description = "Graphics processors for all instances together (default: none).")
    private int gpus;

    @Option(
            names = "--time-left",
            paramLabel = "TIME",
            description =
                    "Take nothing that may take longer than until then, such as 11h 50m (default: no end).")
    private String timeLeft;

    @Option(
            names = "--place",
            paramLabel = "NAME",
            description = "Take also what is meant for workers of this name; may be repeated.")
    private List<String> places = List.of();

    @Option(
            names = "--block",
            paramLabel = "SITE/KIND",
            description = "The worker runs in a job of this kind: take also what is meant for it.")
    private String block = "";

    @Option(names = "--once", description = "Execute one instance and end.")
    private boolean once;

    @Option(
            names = "--idle",
            paramLabel = "SECONDS",
            defaultValue = "0",
            description = "End after this time without work (default: never).")
    private int idle;

    @Option(names = "--json", description = "Print the start and the end as lines of JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    @Override
    public List<ProfileRule> profiles() {
        return List.of(ProfileRule.always(LaunchProfile.WORK));
    }

    @Override
    public Integer call() throws Exception {
        Workplace workplace = workplace();
        WorkerPresence presence =
                new WorkerPresence(
                        workplace, block, variable("XCFLOW_JOB"), variable("XCFLOW_NODE"));
        if (mailbox != null) {
            return byLetters(workplace, presence);
        }
        Queue queue = uri == null ? Queue.chosen(Xcflow.home(spec)) : Queue.of(uri);
        if (queue.shared().isEmpty()) {
            queue = Queue.database();
        }
        String shared = queue.inDatabase() ? "the project's database" : queue.shared().get();
        try (Project project = Xcflow.project(spec);
                WorkerProcess process =
                        new WorkerProcess(
                                new SessionHands(project, TaskCatalog.load(), workplace, queue),
                                workplace,
                                presence)) {
            project.expireDeadWorkers();
            work(process, shared);
        }
        return 0;
    }

    /** Without the database. */
    private int byLetters(Workplace workplace, WorkerPresence presence) throws Exception {
        if (uri != null) {
            throw new RefusedException(
                    "xcflow: --mailbox and --queue are two ways to get work: give one of them");
        }
        Home home = Homes.at(Xcflow.home(spec));
        try (WorkerProcess process =
                new WorkerProcess(
                        new MailboxHands(home, mailbox, TaskCatalog.load(), workplace),
                        workplace,
                        presence)) {
            work(process, "the mailbox " + mailbox);
        }
        return 0;
    }

    private void work(WorkerProcess process, String from) throws Exception {
        tell("working", "waiting for work from " + from + "; press Ctrl-C to stop");
        process.work(Duration.ofSeconds(idle));
        tell("stopped", "stopped");
    }

    private Workplace workplace() throws RefusedException {
        try {
            List<String> all = new ArrayList<>(places);
            if (!block.isEmpty()) {
                all.add(ExecutionPlace.place(block));
                all.add(block.split("/")[0]);
            }
            Workplace machine =
                    new Workplace(
                            all,
                            threads > 0 ? threads : Runtime.getRuntime().availableProcessors(),
                            memory == null ? Long.MAX_VALUE : Sizes.parse(memory),
                            gpus,
                            threads == 0,
                            Long.MAX_VALUE,
                            once);
            return timeLeft == null ? machine : machine.endingAfter(Durations.parse(timeLeft));
        } catch (IllegalArgumentException e) {
            throw new RefusedException("xcflow: " + e.getMessage());
        }
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        return value == null ? "" : value;
    }

    private void tell(String event, String sentence) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("event", event);
            line.put("pid", ProcessHandle.current().pid());
            out.println(xcflow.runner.value.PlainJson.write(line));
        } else {
            out.println(sentence);
        }
        out.flush();
    }
}

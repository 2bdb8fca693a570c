package xcflow.runner.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.provenance.block.Presence;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.Run;
import xcflow.provenance.record.Usage;
import xcflow.provenance.record.Warning;
import xcflow.provenance.record.Worker;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.Failure;
import xcflow.provenance.run.Recalled;
import xcflow.provenance.run.Work;
import xcflow.provenance.run.WorkerLedger;
import xcflow.provenance.state.InstanceState;
import xcflow.provenance.state.RunState;
import xcflow.provenance.ticket.Needs;
import xcflow.provenance.ticket.Room;
import xcflow.provenance.ticket.WaitingTicket;

/** What is written in a letter is what is read from it. */
class LettersTest {
    private static final Instant TIME = Instant.parse("2026-11-29T10:00:00.123456Z");
    private static final ArtefactRef FILE =
            new ArtefactRef("ab".repeat(32), "a \"file\".json", "application/json", 1L << 40);
    private static final Warning WARNING = new Warning("doubtful", "ρ < 0\nat a point");
    private static final Usage USAGE =
            new Usage(
                    OptionalDouble.of(0.1 + 0.2),
                    OptionalLong.of(7),
                    OptionalLong.empty(),
                    OptionalLong.of(0));
    private static final Claim CLAIM = new Claim(1, 2, 3, Long.MAX_VALUE, 5);
    private static final Worker WORKER =
            new Worker(5, "n1", 42, "17", "Linux", "0.1.0", "{\"user\":\"anna\"}", TIME);
    private static final WaitingTicket.Code CODE = new WaitingTicket.Code("task", "1", "cd");
    private static final WaitingTicket TICKET =
            new WaitingTicket(
                    1, 2, 0, "key", CODE, new Needs("slurm/cpu", 4, 1L << 34, 1, 60_000), 3, "{}");
    private static final Completion COMPLETION =
            new Completion(
                    "{\"energy\":-76.0267}",
                    List.of(FILE),
                    List.of(
                            new Completion.MadeFunctional(
                                    "clone",
                                    FILE.digest(),
                                    "constrained",
                                    "PBE",
                                    List.of(new Completion.Parent("PBE", "cloned-from")),
                                    Map.of("seed", "7"))),
                    List.of(new Completion.Metric("PBE", "mean-error", Double.NaN, "mHa")),
                    Optional.of(FILE),
                    List.of(WARNING),
                    USAGE);

    /** Arguments of each question. */
    private static Map<String, Object[]> questions() {
        Map<String, Object[]> all = new LinkedHashMap<>();
        all.put("project", new Object[0]);
        all.put("register", new Object[] {WORKER});
        all.put(
                "claimAll",
                new Object[] {
                    List.of(
                            new Work(
                                    1,
                                    2,
                                    "task",
                                    "1",
                                    "cd",
                                    "key",
                                    "{}",
                                    "{}",
                                    List.of(FILE),
                                    true,
                                    4,
                                    "token",
                                    0)),
                    WORKER,
                    Duration.ofSeconds(120)
                });
        all.put(
                "heartbeat",
                new Object[] {
                    List.of(
                            new WorkerLedger.Progress(CLAIM, Double.NaN, "begun"),
                            new WorkerLedger.Progress(CLAIM, 0.1, "10 of 100")),
                    Duration.ofMillis(1)
                });
        all.put("complete", new Object[] {CLAIM, COMPLETION});
        all.put(
                "fail",
                new Object[] {
                    CLAIM,
                    new Failure("no", Optional.of(TIME), Optional.empty(), List.of(WARNING), USAGE)
                });
        all.put("release", new Object[] {CLAIM, InstanceState.READY, "its worker was stopped"});
        all.put("wrote", new Object[] {Map.of(7L, "so far\n"), Set.of(8L)});
        all.put("checkpoint", new Object[] {"key", "digest"});
        all.put("checkpoints", new Object[] {"key"});
        all.put("forgetCheckpoint", new Object[] {"key"});
        all.put("recall", new Object[] {FILE.digest(), "file"});
        all.put("notRecalled", new Object[] {Set.of("file")});
        all.put("sync", new Object[0]);
        all.put("run", new Object[] {7L});
        all.put("cancelRequested", new Object[] {7L});
        all.put(
                "take",
                new Object[] {
                    new Room(List.of("slurm"), 2, Long.MAX_VALUE, 0, Long.MAX_VALUE),
                    List.of(CODE),
                    3
                });
        all.put("refuse", new Object[] {TICKET, "other code"});
        all.put("now", new Object[0]);
        Presence presence =
                new Presence(
                        5,
                        "slurm",
                        "cpu",
                        "12_3",
                        "n1",
                        4,
                        0,
                        0,
                        1,
                        2,
                        Optional.of(TIME),
                        TIME,
                        TIME);
        all.put("present", new Object[] {presence});
        all.put("absent", new Object[] {presence});
        return all;
    }

    /** An answer of each type. */
    private static Map<String, Object> answers() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("project", "identity");
        all.put("register", WORKER);
        all.put("claimAll", List.of(CLAIM));
        all.put("complete", true);
        all.put(
                "recall",
                new Recalled(FILE.digest(), "2 executions", List.of(3L), List.of("clone@1")));
        all.put("notRecalled", Set.of("file"));
        all.put(
                "run",
                Optional.of(
                        new Run(
                                1,
                                "name",
                                "digest",
                                "file.yaml",
                                "{}",
                                "{}",
                                "command-line",
                                RunState.RUNNING,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                TIME,
                                Optional.empty(),
                                Map.of(InstanceState.READY, 3))));
        all.put("take", List.of(TICKET));
        all.put("now", TIME);
        return all;
    }

    private static Method method(String name) {
        return Arrays.stream(Desk.class.getMethods())
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Stream<String> names() {
        return Arrays.stream(Desk.class.getMethods()).map(Method::getName);
    }

    static Stream<String> answered() {
        return answers().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyQuestionIsReadAsItWasAsked(String name) {
        Object[] arguments = questions().get(name);
        Letters.Question read = Letters.question(Letters.ask(method(name), arguments));
        assertThat(read).isEqualTo(new Letters.Question(method(name), List.of(arguments)));
    }

    @ParameterizedTest
    @MethodSource("answered")
    void everyAnswerIsReadAsItWasGiven(String name) {
        Object answer = answers().get(name);
        assertThat(Letters.answer(method(name), Letters.answer(answer))).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"ask\": \"getClass\", \"with\": []}",
                "{\"ask\": \"run\", \"with\": []}",
                "{\"ask\": \"run\", \"with\": [{}]}",
                "{\"ask\": \"checkpoints\", \"with\": [null]}",
                "{\"ask\": \"complete\", \"with\": [{\"run\": 1}, []]}"
            })
    void whatIsNoQuestionIsRefused(String text) {
        assertThatThrownBy(() -> Letters.question(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anErrorReachesWhoAsked() {
        assertThatThrownBy(() -> Letters.answer(method("now"), Letters.error("the disk is full")))
                .isInstanceOf(MailboxException.class)
                .hasMessage("the disk is full");
    }
}

package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged workflows and inputs, made by chance from sound ones, are refused in sentences or
 * accepted: never with a stack trace, never without end. {@code test/faults/mutations.sh} makes
 * many more of them.
 */
class MutationsTest {
    private static final int WORKFLOWS = Integer.getInteger("xcflow.mutations.workflows", 200);
    private static final int INPUTS = Integer.getInteger("xcflow.mutations.inputs", 240);
    private static final long SEED = Long.getLong("xcflow.mutations.seed", 1);
    private static final boolean MANY = Boolean.getBoolean("xcflow.mutations.report");

    /** Far more than the two seconds that are promised: the machine may be busy. */
    private static final long LONGEST_SECONDS = 30;

    private static final long PROMISED_NANOS = 2_000_000_000;

    @TempDir private Path directory;

    private final ExecutorService watched =
            Executors.newSingleThreadExecutor(
                    task -> {
                        Thread thread = new Thread(task, "mutation");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final List<String> faults = new ArrayList<>();
    private final Map<Integer, Integer> statuses = new LinkedHashMap<>();
    private CommandLine xcflow;
    private long longest;
    private int slow;

    @BeforeEach
    void begin() {
        xcflow = new CommandLine(directory);
    }

    @AfterEach
    void end() {
        watched.shutdownNow();
        if (MANY) {
            System.out.println(
                    "exit statuses "
                            + statuses
                            + ", longest "
                            + longest / 1_000_000
                            + " ms, "
                            + slow
                            + " over 2 s");
        }
    }

    /** Runs a command with a file that was damaged and looks at how it ends. */
    private void attempt(byte[] damaged, Path file, String... arguments) throws Exception {
        Files.write(file, damaged);
        long start = System.nanoTime();
        Future<CommandLine.Result> future = watched.submit(() -> xcflow.run(arguments));
        String fault = "";
        try {
            CommandLine.Result result = future.get(LONGEST_SECONDS, TimeUnit.SECONDS);
            statuses.merge(result.status(), 1, Integer::sum);
            boolean trace =
                    result.err().contains("\tat ")
                            || result.err().contains("Exception")
                            || result.err().contains("--debug shows");
            if (trace || result.status() != 0 && result.status() != 2) {
                fault = "status " + result.status() + ": " + result.err();
            }
        } catch (TimeoutException e) {
            fault = "no end";
        } catch (java.util.concurrent.ExecutionException e) {
            fault = "thrown: " + e.getCause();
        }
        long took = System.nanoTime() - start;
        longest = Math.max(longest, took);
        if (MANY && took > PROMISED_NANOS) {
            Files.write(kept("slow"), damaged);
            slow++;
        }
        if (!fault.isEmpty()) {
            Path kept = kept("fault");
            if (MANY) {
                Files.write(kept, damaged);
            }
            faults.add(String.join(" ", arguments) + " (" + kept + "): " + fault);
            assertThat(fault).isNotEqualTo("no end");
        }
    }

    private Path kept(String why) {
        return Path.of(
                System.getProperty("java.io.tmpdir"),
                "xcflow-mutation-" + why + "-" + (why.equals("slow") ? slow : faults.size()));
    }

    private void nothingFound() {
        assertThat(faults.stream().distinct().limit(20).toList()).isEmpty();
    }

    @Test
    void workflows() throws Exception {
        Mutations mutations = new Mutations(SEED, Mutations.YAML);
        List<byte[]> sound = new ArrayList<>();
        for (String text : Samples.WORKFLOWS) {
            sound.add(text.getBytes(StandardCharsets.UTF_8));
        }
        for (String name : List.of("quickstart.yaml", "crystals.yaml")) {
            sound.add(Files.readAllBytes(Path.of("../workflows", name)));
        }
        xcflow.file("data.json", "{\"xs\": [1, 2, 3], \"m\": {\"a\": \"b\"}}");
        Path file = directory.resolve("mutated.yaml");
        for (int i = 0; i < WORKFLOWS; i++) {
            attempt(mutations.of(sound.get(i % sound.size())), file, "plan", file.toString());
        }
        nothingFound();
    }

    @Test
    void parametersAndImports() throws Exception {
        Mutations mutations = new Mutations(SEED + 1, Mutations.YAML);
        byte[] values = Samples.PARAMETERS.getBytes(StandardCharsets.UTF_8);
        Path workflow = xcflow.file("w.yaml", Samples.WORKFLOWS.get(0));
        xcflow.file("data.json", "{\"xs\": [1, 2, 3], \"m\": {\"a\": \"b\"}}");
        Path file = directory.resolve("values.yaml");
        Path imported = directory.resolve("data.json");
        byte[] data = Files.readAllBytes(imported);
        for (int i = 0; i < INPUTS / 4; i++) {
            attempt(
                    mutations.of(values),
                    file,
                    "plan",
                    workflow.toString(),
                    "--params",
                    file.toString());
            attempt(mutations.of(data), imported, "plan", workflow.toString());
        }
        nothingFound();
    }

    @Test
    void tablesOfPoints() throws Exception {
        Mutations mutations = new Mutations(SEED + 2, Mutations.NUMBERS);
        byte[] table = "rho,sigma\n0.1,0.2\n0.3,0\n1e-3,2e-4\n".getBytes(StandardCharsets.UTF_8);
        Path file = directory.resolve("points.csv");
        for (int i = 0; i < INPUTS / 8; i++) {
            attempt(
                    mutations.of(table),
                    file,
                    "functional",
                    "evaluate",
                    "PBE",
                    "--points",
                    file.toString());
        }
        nothingFound();
    }

    @Test
    void functionalsAndDataSets() throws Exception {
        Mutations mutations = new Mutations(SEED + 3, Mutations.BINARY);
        byte[] functional = Samples.functional();
        byte[] set = Samples.dataSet();
        Path xcf = directory.resolve("f.xcf");
        Path npz = directory.resolve("s.npz");
        Path out = directory.resolve("out");
        for (int i = 0; i < INPUTS / 8; i++) {
            attempt(
                    mutations.ofZip(functional),
                    xcf,
                    "functional",
                    "evaluate",
                    xcf.toString(),
                    "--rho",
                    "0.1");
            attempt(
                    mutations.ofZip(set),
                    npz,
                    "functional",
                    "train",
                    "--dataset",
                    npz.toString(),
                    "--iterations",
                    "1",
                    "--width",
                    "2",
                    "--depth",
                    "1",
                    "--output",
                    out.toString());
        }
        nothingFound();
    }

    /** Otherwise every mutation would be refused for the same reason. */
    @Test
    void theSamplesAreSound() throws Exception {
        xcflow.file("data.json", "{\"xs\": [1, 2, 3], \"m\": {\"a\": \"b\"}}");
        Path values = xcflow.file("values.yaml", Samples.PARAMETERS);
        for (String text : Samples.WORKFLOWS) {
            xcflow.ok("plan", xcflow.file("sound.yaml", text).toString());
        }
        xcflow.ok(
                "plan",
                xcflow.file("sound.yaml", Samples.WORKFLOWS.get(0)).toString(),
                "--params",
                values.toString());
    }

    /** The chance by which the mutations differ is fixed. */
    @Test
    void theSameSeedMakesTheSameMutations() {
        byte[] sound = Samples.PARAMETERS.getBytes(StandardCharsets.UTF_8);
        assertThat(new Mutations(5, Mutations.YAML).of(sound))
                .isEqualTo(new Mutations(5, Mutations.YAML).of(sound));
    }
}

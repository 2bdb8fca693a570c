package xcflow.test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import xcflow.provenance.json.CanonicalJson;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.Completion.MadeFunctional;
import xcflow.provenance.record.Completion.Metric;
import xcflow.provenance.record.Completion.Parent;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.record.Worker;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.NewRun;
import xcflow.provenance.run.RunLedger;
import xcflow.provenance.run.Work;
import xcflow.provenance.state.RunState;
import xcflow.runner.home.Project;
import xcflow.storage.Sha256;

/**
 * Makes a project with many records, as years of campaigns would leave it, through the same
 * interfaces that the runner uses. Arguments: project directory, number of runs, size of an
 * artefact in bytes.
 *
 * <p>Each run has 100 executions: one samples data, ten make a functional with it, 89 measure
 * those. In the first run the functionals are clones of PBE; in each later one, every functional is
 * fine-tuned from that of the run before, so that lineages are as long as there are runs.
 */
public final class LargeHome {
    private static final int SERIES = 10;
    private static final int INSTANCES = 100;
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final Project project;
    private final int bytes;
    private final Worker worker;
    private final Random random = new Random(1);
    private final ArtefactRef[] latest = new ArtefactRef[SERIES];

    private LargeHome(Project project, int bytes) {
        this.project = project;
        this.bytes = bytes;
        this.worker = project.register(false);
    }

    public static void main(String[] arguments) throws IOException {
        fill(Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    }

    /** Makes the project. */
    static void fill(Path home, int runs, int bytes) throws IOException {
        try (Project project = Project.open(home)) {
            LargeHome large = new LargeHome(project, bytes);
            for (int run = 0; run < runs; run++) {
                large.run(run);
            }
        }
    }

    private void run(int index) throws IOException {
        RunLedger ledger = project.ledger();
        long run =
                ledger.submit(
                                new NewRun(
                                        "campaign",
                                        "name: campaign\nsteps: {}\n",
                                        "campaign.yaml",
                                        "{\"campaign\":%d}".formatted(index),
                                        "{}",
                                        "command-line"))
                        .id();
        List<NewInstance> instances = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (int number = 0; number < INSTANCES; number++) {
            instances.add(
                    new NewInstance(number, step(number), "{\"number\":%d}".formatted(number)));
            numbers.add(number);
        }
        ledger.addInstances(run, instances);
        ledger.ready(run, numbers);

        ArtefactRef data = store("descriptors.xcd");
        complete(List.of(work(run, index, 0)), number -> made(List.of(data)));
        List<Work> clones = new ArrayList<>();
        for (int series = 0; series < SERIES; series++) {
            ArtefactRef parent = latest[series];
            clones.add(
                    parent == null
                            ? work(run, index, 1 + series, data)
                            : work(run, index, 1 + series, data, parent));
        }
        ArtefactRef[] before = latest.clone();
        complete(clones, number -> functional(number - 1, before[number - 1]));
        List<Work> tests = new ArrayList<>();
        for (int number = 1 + SERIES; number < INSTANCES; number++) {
            tests.add(work(run, index, number, latest[number % SERIES]));
        }
        complete(tests, number -> measured(latest[number % SERIES]));
        ledger.finish(run, RunState.SUCCEEDED, "{}", null);
    }

    private static String step(int number) {
        return number == 0 ? "descriptors" : number <= SERIES ? "clone" : "validate";
    }

    private Work work(long run, int index, int number, ArtefactRef... inputs) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("basis", "def2-svp");
        facts.put("campaign", (long) index);
        facts.put("grid-level", 3L);
        facts.put("molecules", List.of("H2", "LiH", "CH4", "NH3", "H2O", "HF", "N2", "O2"));
        facts.put("number", (long) number);
        List<Object> files = new ArrayList<>();
        for (ArtefactRef input : inputs) {
            files.add(
                    Map.of(
                            "$artefact",
                            Map.of(
                                    "digest", input.digest(),
                                    "name", input.name(),
                                    "media-type", input.mediaType(),
                                    "size", input.size())));
        }
        facts.put("files", files);
        String text = CanonicalJson.of(facts);
        // As in a cache key: artefacts by digest alone.
        facts.put(
                "files",
                java.util.Arrays.stream(inputs)
                        .map(input -> Map.of("$artefact", input.digest()))
                        .toList());
        String components =
                CanonicalJson.of(Map.of("task", step(number), "version", "1", "inputs", facts));
        return new Work(
                run,
                number,
                step(number),
                "1",
                Sha256.of("code of " + step(number)),
                Sha256.of(components),
                components,
                text,
                List.of(inputs),
                true,
                1,
                project.ledger().conductor(run));
    }

    /** What an instance gives. */
    private interface Result {
        Completion of(int number) throws IOException;
    }

    private void complete(List<Work> works, Result result) throws IOException {
        Map<Claim, Completion> completions = new LinkedHashMap<>();
        for (Claim claim : project.ledger().claimAll(works, worker, LEASE)) {
            completions.put(claim, result.of(claim.instance()));
        }
        project.ledger().completeAll(completions);
    }

    private Completion functional(int series, ArtefactRef parent) throws IOException {
        ArtefactRef file = store("functional.xcf");
        latest[series] = file;
        MadeFunctional made =
                new MadeFunctional(
                        "series-%02d".formatted(series),
                        file.digest(),
                        "constrained",
                        "PBE",
                        List.of(
                                parent == null
                                        ? new Parent("PBE", "cloned-from")
                                        : new Parent(parent.digest(), "fine-tuned-from")),
                        Map.of("seed", Integer.toString(series), "width", "32", "depth", "3"));
        return new Completion(
                "{}",
                List.of(file),
                List.of(made),
                List.of(new Metric(file.digest(), "training-loss", random.nextDouble(), "")),
                Optional.of(store("log.txt")),
                List.of());
    }

    private Completion measured(ArtefactRef functional) throws IOException {
        return new Completion(
                "{}",
                List.of(store("table.csv")),
                List.of(),
                List.of(
                        new Metric(functional.digest(), "energy-mae", random.nextDouble(), "mHa"),
                        new Metric(
                                functional.digest(),
                                "atomization-mae",
                                random.nextDouble(),
                                "kcal/mol")),
                Optional.empty(),
                List.of());
    }

    private static Completion made(List<ArtefactRef> files) {
        return Completion.of("{}", files);
    }

    private ArtefactRef store(String name) throws IOException {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        var stored = project.objects().store(out -> out.write(content));
        return new ArtefactRef(stored.digest(), name, "application/octet-stream", stored.size());
    }
}

package xcflow.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import xcflow.provenance.run.Work;
import xcflow.provenance.state.RunState;
import xcflow.runner.home.Project;
import xcflow.storage.Sha256;

/** A small campaign for {@link WarmUp} to look at: a clone of PBE and what was made of it. */
final class WarmUpRecords {
    private static final Duration LEASE = Duration.ofMinutes(10);

    private final Project project;
    private final Worker worker;
    private final long run;

    private WarmUpRecords(Project project) {
        this.project = project;
        this.worker = project.register(true);
        this.run =
                project.ledger()
                        .submit(
                                new NewRun(
                                        "warm", "name: warm", "warm.yaml", "{}", "{}", "warm-up"))
                        .id();
    }

    static void record(Path home) throws IOException {
        try (Project project = Project.open(home)) {
            new WarmUpRecords(project).record();
        }
    }

    private void record() throws IOException {
        project.ledger()
                .addInstances(
                        run,
                        List.of(
                                new NewInstance(0, "descriptors", "{}"),
                                new NewInstance(1, "clone", "{\"seed\":1}"),
                                new NewInstance(2, "tune", "{}")));
        project.ledger().ready(run, List.of(0, 1, 2));
        ArtefactRef data = store("descriptors.xcd");
        execute(0, List.of(), Completion.of("{}", List.of(data)));
        ArtefactRef clone = store("clone.xcf");
        execute(1, List.of(data), made("clone", clone, new Parent("PBE", "cloned-from")));
        ArtefactRef tuned = store("tuned.xcf");
        execute(
                2,
                List.of(data, clone),
                made("tuned", tuned, new Parent(clone.digest(), "fine-tuned-from")));
        project.ledger().finish(run, RunState.SUCCEEDED, "{}", null);
    }

    private void execute(int number, List<ArtefactRef> inputs, Completion completion) {
        String key = CanonicalJson.of(Map.of("number", number, "weight", 0.5));
        Work work =
                new Work(
                        run,
                        number,
                        "warm",
                        "1",
                        Sha256.of("code"),
                        Sha256.of(key),
                        key,
                        key,
                        inputs,
                        true,
                        1,
                        project.ledger().conductor(run));
        Claim claim = project.ledger().claim(work, worker, LEASE).orElseThrow();
        project.ledger().complete(claim, completion);
    }

    private static Completion made(String name, ArtefactRef file, Parent parent) {
        return new Completion(
                "{}",
                List.of(file),
                List.of(
                        new MadeFunctional(
                                name,
                                file.digest(),
                                "constrained",
                                "PBE",
                                List.of(parent),
                                Map.of("seed", "1"))),
                List.of(new Metric(file.digest(), "training-loss", 0.5, "")),
                Optional.empty(),
                List.of());
    }

    private ArtefactRef store(String name) throws IOException {
        var stored =
                project.objects().store(out -> out.write(name.getBytes(StandardCharsets.UTF_8)));
        return new ArtefactRef(stored.digest(), name, "application/octet-stream", stored.size());
    }
}

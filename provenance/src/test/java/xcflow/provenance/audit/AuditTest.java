package xcflow.provenance.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.provenance.event.Event;
import xcflow.provenance.run.ExampleHome;

class AuditTest {
    @TempDir Path directory;
    private ExampleHome home;

    @BeforeEach
    void open() throws Exception {
        home = ExampleHome.filled(directory);
        home.provenance.functionals().marks().tag("pbe-clone@1", "published");
        home.provenance.functionals().marks().note("pbe-clone@1", "good", "somebody");
    }

    @AfterEach
    void close() {
        home.close();
    }

    private List<String> findings() {
        return home.provenance.audit().run().findings().stream()
                .map(AuditFinding::toString)
                .toList();
    }

    @Test
    void aHomeThatNobodyTouchedIsClean() {
        HomeAuditReport report = home.provenance.audit().run();
        assertThat(report.findings()).isEmpty();
        assertThat(report.clean()).isTrue();
        assertThat(report.counts().executions()).isEqualTo(5);
        assertThat(report.counts().functionals()).isEqualTo(3);
        assertThat(report.counts().artefacts()).isEqualTo(8);
    }

    @Test
    void aRunInProgressIsNoFinding() {
        long run = home.example.run(3);
        home.example.claim(run, 0);
        assertThat(findings()).isEmpty();
    }

    @Test
    void oneByteChangedInAnArtefactIsNamed() throws Exception {
        Path file = home.provenance.objects().file(home.clone.digest());
        file.toFile().setWritable(true);
        Files.writeString(file, "weights of the clonf");
        assertThat(findings())
                .singleElement()
                .asString()
                .startsWith(
                        "artefact "
                                + home.clone.digest()
                                + " (functional pbe-clone@1; clone.xcf of example/step in run 1):"
                                + " content was altered");
    }

    @Test
    void aFunctionalFileSwappedForAnotherIsNamed() throws Exception {
        Path file = home.provenance.objects().file(home.clone.digest());
        Files.delete(file);
        Files.copy(home.provenance.objects().file(home.tuned.digest()), file);
        assertThat(findings())
                .anyMatch(
                        finding ->
                                finding.equals(
                                        "artefact %s (functional pbe-clone@1; clone.xcf of example/step in run 1): content was altered (expected %s, found %s)"
                                                .formatted(
                                                        home.clone.digest(),
                                                        home.clone.digest(),
                                                        home.tuned.digest())));
    }

    @Test
    void aMissingArtefactIsNamed() throws Exception {
        home.provenance.objects().delete(home.data.digest());
        assertThat(findings())
                .containsExactly(
                        "artefact "
                                + home.data.digest()
                                + " (descriptors.csv of example/step in run 1): is missing from the"
                                + " object store");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    update workflows set text = 'name: other'                                   | workflow 1 (example): text was altered
                    update workflows set name = 'other'                                         | workflow 1 (other): name was altered (expected example, found other)
                    insert into workflows (digest, name, text, created) values ('x', 'forged', 'y', current_timestamp) | workflow 2 (forged): is recorded, but no event explains it
                    insert into workers (host, pid, jvm, os, code_version, details, started) select host, 7, jvm, os, code_version, details, started from workers | worker 2: is recorded, but no event explains it
                    insert into runs (workflow_id, file, parameters, options, origin, state, created) select workflow_id, file, parameters, options, origin, state, created from runs where id = 1 | run 3: is recorded, but no event explains it
                    insert into functional_parents values (1, 0, 2, 'x', 'initialised')         | functional PBE@1: parents was altered
                    insert into functional_notes (functional_id, note, author, created) values (3, 'fine', 'me', current_timestamp) | functional pbe-tuned@1: notes was altered
                    insert into events select 77777, at, type, subject, payload, previous, hash from events where seq = 6 | are missing
                    update workers set host = 'there'                                           | worker 1: host was altered (expected here, found there)
                    update runs set state = 'SUCCEEDED' where id = 1                            | run 1: state was altered (expected FAILED, found SUCCEEDED)
                    update runs set parameters = '{"x":2}' where id = 1                         | run 1: parameters was altered
                    update instances set step = 'x' where run_id = 1 and number = 2             | run 1: step or labels of an instance
                    update instances set state = 'SUCCEEDED' where run_id = 1 and number = 4    | instance 4 of run 1 (step): state was altered (expected FAILED, found SUCCEEDED)
                    update instances set execution_id = 2 where run_id = 1 and number = 0       | instance 0 of run 1 (step): execution was altered (expected 1, found 2)
                    update instances set execution_id = 2 where run_id = 2 and number = 0       | instance 0 of run 2 (step): execution was altered (expected 1, found 2)
                    update instances set message = 'bored' where state = 'SKIPPED'              | instance 5 of run 1 (step): message was altered
                    update instances set cache_key = 'x' where run_id = 2 and number = 1        | instance 1 of run 2 (step): cache key was altered
                    delete from instances where run_id = 2 and number = 3                       | instance 3 of run 2: is missing
                    insert into instances (run_id, number, step, labels, state, attempt, changed) select run_id, 77, step, labels, state, attempt, changed from instances where run_id = 2 and number = 3 | instance 77 of run 2 (step): is recorded, but no event explains it
                    update executions set outputs = '{"y":5}' where id = 2                      | execution 2 (example/step): outputs was altered
                    update executions set inputs = '{"x":5}' where id = 2                       | execution 2 (example/step): inputs was altered
                    update executions set task_version = '2' where id = 2                       | execution 2 (example/step): task-version was altered (expected 1, found 2)
                    update executions set key_components = '{"task":"task","x":7}' where id = 2 | execution 2 (example/step): cache key is not that of its components
                    update executions set reusable = false where id = 3                         | execution 3 (example/step): reusable was altered (expected true, found false)
                    insert into executions (workflow, step, labels, attempt, task, task_version, code_digest, cache_key, key_components, inputs, outputs, state, reusable, worker_id, threads, started, ended) select workflow, step, labels, attempt, task, task_version, code_digest, cache_key, key_components, inputs, outputs, state, reusable, worker_id, threads, started, ended from executions where id = 1 | execution 6 (example/step): is recorded, but no event explains it
                    update executions set warnings = null where id = 3                          | execution 3 (example/step): warnings was altered (expected [{"code":"weak-fit","text":"the loss is 1e-3, not 1e-9"}], found nothing)
                    update executions set warnings = '[{"code":"weak-fit","text":"harmless"}]' where id = 3 | execution 3 (example/step): warnings was altered
                    update executions set warnings = '[{"code":"x","text":"y"}]' where id = 1   | execution 1 (example/step): warnings was altered (expected nothing, found [{"code":"x","text":"y"}])
                    update instances set warnings = null where run_id = 2 and number = 1        | instance 1 of run 2 (step): warnings were altered (expected [{"code":"expectation-not-met","text":"1 < 0"}], found nothing)
                    update instances set warnings = '[{"code":"x","text":"y"}]' where run_id = 1 and number = 1 | instance 1 of run 1 (step): warnings were altered
                    update instances set state = 'CACHED', message = null where run_id = 2 and number = 3 | instance 3 of run 2 (step): state was altered (expected FAILED, found CACHED)
                    update execution_artefacts set artefact_id = 1 where execution_id = 2 and direction = 'out' and position = 0 | execution 2 (example/step): output-artefacts was altered
                    update execution_artefacts set name = 'x' where execution_id = 3 and direction = 'in' and position = 0 | execution 3 (example/step): input-artefacts was altered
                    delete from execution_artefacts where execution_id = 3 and direction = 'in' | execution 3 (example/step): input-artefacts was altered
                    insert into execution_artefacts values (4, 'in', 7, 1, 'x', 'text/plain')   | execution 4 (example/step): input-artefacts was altered
                    update artefacts set size = 7 where id = 1                                  | size differs
                    insert into artefacts (digest, size, created) values ('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad', 3, current_timestamp) | artefact ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad (of no execution): is recorded, but no execution read or stored it
                    update functionals set digest = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' where name = 'pbe-tuned' | functional pbe-tuned@1: digest was altered
                    update functionals set details = '{"seed":"2"}' where name = 'pbe-clone'    | functional pbe-clone@1: details was altered (expected {"seed":"1","width":"32"}, found {"seed":"2"})
                    update functionals set execution_id = 1 where name = 'pbe-clone'            | functional pbe-clone@1: is not among the artefacts of the execution that made it
                    insert into functionals (kind, name, number, digest, architecture, reference, details, created) values ('neural', 'forged', 1, 'x', 'x', '', '{}', current_timestamp) | functional forged@1: is recorded, but no event explains it
                    update functional_parents set relation = 'initialised' where functional_id = 2 | functional pbe-clone@1: parents was altered
                    update functional_parents set parent_id = 1 where functional_id = 3         | functional pbe-tuned@1: its parent (fine-tuned-from) is another functional
                    delete from functional_parents where functional_id = 3                      | functional pbe-tuned@1: parents was altered
                    update measurements set amount = 0.001 where metric = 'total-energy-mae' and functional_id = 3 | execution 4 (example/step): measurements was altered
                    delete from measurements where id = 1                                       | execution 2 (example/step): measurements was altered
                    insert into measurements (functional_id, execution_id, metric, amount, unit) values (3, 1, 'total-energy-mae', 0, 'Ha') | execution 1 (example/step): measurements was altered
                    update functional_tags set tag = 'best'                                     | functional pbe-clone@1: tags was altered (expected ["published"], found ["best"])
                    delete from functional_tags                                                 | functional pbe-clone@1: tags was altered
                    insert into functional_tags values (3, 'published', current_timestamp)      | functional pbe-tuned@1: tags was altered
                    update functional_notes set note = 'bad'                                    | functional pbe-clone@1: notes was altered
                    delete from functional_notes                                                | functional pbe-clone@1: notes was altered
                    update events set payload = '{}' where seq = 6                              | event 6: was altered
                    update events set payload = '[]' where seq = 6                              | event 6: cannot be understood
                    update events set payload = 'x' where seq = 4                               | event 4: cannot be understood
                    update events set payload = '{"run":"x"}' where seq = 6                     | event 6: was altered
                    update events set subject = 'run/x' where seq = 6                           | event 6: was altered
                    update executions set labels = 'x', inputs = 'x', key_components = 'x'      | execution 2 (example/step): inputs was altered
                    update artefacts set digest = 'x' where id = 1                              | artefact x
                    update events set type = 'x' where seq = 6                                  | event 6: was altered
                    delete from events where seq = 6                                            | event 6: is missing
                    delete from events where seq in (6, 7)                                      | events 6 to 7: are missing
                    delete from events where seq = (select max(seq) from events)                | event log: its end was altered
                    update event_head set seq = 0                                               | event log: its end was altered
                    delete from event_head                                                      | event log: its end was altered
                    """)
    void tamperingIsFoundAndNamed(String statement, String finding) {
        assertThat(home.sql(statement)).isPositive();
        assertThat(findings()).anyMatch(found -> found.contains(finding));
    }

    @Test
    void aRunDeletedWithItsInstancesIsNamed() {
        home.sql("delete from instances where run_id = 2");
        home.sql("delete from runs where id = 2");
        assertThat(findings()).contains("run 2: is missing");
    }

    @Test
    void aFunctionalDeletedWithAllThatPointsToItIsNamed() {
        home.sql("delete from measurements where functional_id = 3");
        home.sql("delete from functional_parents where functional_id = 3");
        home.sql("delete from functionals where id = 3");
        assertThat(findings()).contains("functional 3: is missing");
    }

    @Test
    void whatIsFoundInFilesComesInTheSameOrderEachTime() throws Exception {
        for (String digest :
                List.of(home.data.digest(), home.clone.digest(), home.table.digest())) {
            home.provenance.objects().delete(digest);
        }
        assertThat(findings()).hasSize(3).isSorted().isEqualTo(findings());
    }

    @Test
    void aRowDeletedWithAllThatPointsToItIsNamed() {
        home.sql("delete from measurements where execution_id = 4");
        home.sql("delete from execution_artefacts where execution_id = 4");
        home.sql("delete from executions where id = 4");
        assertThat(findings()).contains("execution 4: is missing");
    }

    @Test
    void theLastEventRemovedTogetherWithTheHeadLeavesARecordUnexplained() {
        Event last = home.provenance.events().entry(home.provenance.events().head().seq()).get();
        home.sql("delete from events where seq = " + last.seq());
        home.sql(
                "update event_head set seq = %d, hash = '%s'"
                        .formatted(last.seq() - 1, last.previous()));
        assertThat(findings())
                .containsExactly(
                        "functional pbe-clone@1: notes was altered (expected nothing, found"
                                + " [[\"good\",\"somebody\",\"2026-01-02T03:04:05.678Z\"]])");
    }

    @DisabledIfSystemProperty(named = "ledger", matches = "postgresql")
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    create view stable.better_metrics as select 1 as amount                   | view stable.better_metrics: is not made by any migration
                    create or replace view stable.tags as select 1 as functional, 'x' as label, 'published' as tag, current_timestamp as created | view stable.tags: is not what the migrations of this version make
                    drop view stable.events                                                   | view stable.events: is missing from the database
                    create alias shorter as 'int shorter(int x) { return x; }'                | routine shorter: is not made by any migration
                    create domain public.energy as double precision                           | domain energy: is not made by any migration
                    create constant public.tolerance value 1e9                                | constant tolerance: is not made by any migration
                    create synonym public.results for public.executions                       | synonym results: is not made by any migration
                    alter table executions add column verdict varchar(10) default 'fine'      | column public.executions.verdict: is not made by any migration
                    alter table functionals alter column reference set default 'PBE'          | column public.functionals.reference: is not what the migrations of this version make
                    alter table functionals drop constraint functionals_content               | constraints public.functionals unique: is not what the migrations of this version make
                    """)
    void whatNoMigrationMadeIsNamed(String statement, String finding) {
        home.sql(statement);
        assertThat(findings()).anyMatch(found -> found.startsWith(finding));
    }

    @EnabledIfSystemProperty(named = "ledger", matches = "postgresql")
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    create view stable.better_metrics as select 1 as amount                   | view stable.better_metrics: is not made by any migration
                    drop view stable.events                                                   | view stable.events: is missing from the database
                    create function one() returns int language sql as 'select 1'              | routine one: is not made by any migration
                    create domain public.energy as double precision                           | domain energy: is not made by any migration
                    create rule silent as on insert to events do instead nothing              | rule events.silent: is not made by any migration
                    create policy mine on executions using (true)                             | policy executions.mine: is not made by any migration
                    create materialized view stable.old as select 1 as x                      | materialized view old: is not made by any migration
                    alter table executions add column verdict varchar(10) default 'fine'      | column public.executions.verdict: is not made by any migration
                    alter table functionals drop constraint functionals_content               | constraints public.functionals unique: is not what the migrations of this version make
                    """)
    void whatNoMigrationMadeIsNamedOnTheServer(String statement, String finding) {
        whatNoMigrationMadeIsNamed(statement, finding);
    }

    @Test
    void whatCameFromAnAlteredArtefactIsNamedUntilItIsComputedAgain() throws Exception {
        String digest = home.data.digest();
        Path aside = home.provenance.objects().quarantine(digest);
        home.provenance.runs().recall(digest, aside.getFileName().toString());
        assertThat(findings())
                .anyMatch(
                        finding ->
                                finding.startsWith(
                                        "execution 2 (example/step in run 1), functional pbe-clone@1: may come from artefact "
                                                + digest
                                                + " (descriptors.csv of example/step in run 1)"))
                .anyMatch(finding -> finding.contains("functional pbe-tuned@1: may come from"))
                .hasSize(5);
        home.store("descriptors.csv", "1,2,3\n");
        home.example.succeed(home.example.run(1), 0);
        assertThat(findings()).hasSize(3);
    }

    @Test
    void codeThatChangedUnderOneVersionIsMentionedAndContradictionsAreFound() {
        home.example.succeed(home.example.run(1), 0);
        home.sql("update executions set code_digest = 'changed' where id = 6");
        assertThat(home.provenance.audit().run().notices())
                .singleElement()
                .asString()
                .startsWith("task task, version 1: was computed by different code");
        home.sql("update executions set outputs = '{\"y\":8}' where id = 6");
        assertThat(findings())
                .anyMatch(
                        finding ->
                                finding.startsWith(
                                        "execution 6 (example/step): has other outputs than execution 1"));
    }
}

package xcflow.provenance.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Execution;
import xcflow.provenance.run.Example;
import xcflow.provenance.run.ExampleHome;
import xcflow.provenance.state.RunState;

class RetentionTest {
    @TempDir Path directory;
    private ExampleHome home;
    private Retention retention;

    @BeforeEach
    void open() throws Exception {
        home = ExampleHome.filled(directory);
        retention = home.provenance.retention();
    }

    @AfterEach
    void close() {
        home.close();
    }

    /** A newer run of the same workflow that uses nothing of the others. */
    private void anotherRun() {
        long run = home.example.run(0);
        home.provenance.runs().finish(run, RunState.SUCCEEDED, "{}", null);
    }

    private ArtefactRef old(String content) throws Exception {
        ArtefactRef artefact = home.store("x", content);
        Files.setLastModifiedTime(
                home.provenance.objects().file(artefact.digest()),
                FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        return artefact;
    }

    @Test
    void deletesWhatNoRecordMentionsUnlessItIsYoung() throws Exception {
        ArtefactRef old = old("left by a killed task");
        ArtefactRef young = home.store("x", "being written by a task");
        RetentionPlan plan = retention.collect(RetentionPolicy.ALL_RUNS);
        assertThat(plan.unrecorded()).containsExactly(old.digest());
        assertThat(plan.recorded()).isEmpty();
        assertThat(plan.bytes()).isEqualTo(old.size());
        assertThat(home.provenance.objects().contains(old.digest())).isFalse();
        assertThat(home.provenance.objects().contains(young.digest())).isTrue();
    }

    @Test
    void keepsWhatAKeptRunTookFromTheCache() {
        assertThat(retention.plan(RetentionPolicy.latest(1)).droppedRuns())
                .containsExactly(home.run);
        assertThat(retention.plan(RetentionPolicy.latest(1)).empty()).isTrue();
    }

    @Test
    void aPlanSaysWhatBecomesUncachedAndChangesNothing() {
        anotherRun();
        RetentionPlan plan = retention.plan(RetentionPolicy.latest(1));
        assertThat(plan.droppedRuns()).containsExactlyInAnyOrder(home.run, home.secondRun);
        assertThat(plan.uncached()).extracting(Execution::id).containsExactly(1L, 2L, 3L, 4L);
        assertThat(plan.recorded())
                .extracting(ArtefactRef::digest)
                .contains(home.data.digest(), home.clone.digest(), home.tuned.digest());
        assertThat(home.provenance.objects().contains(home.data.digest())).isTrue();
        assertThat(home.provenance.runs().lookup(List.of(Example.key(0)))).isNotEmpty();
    }

    @Test
    void afterCollectionTheCacheForgetsAndTheAuditIsStillClean() {
        anotherRun();
        retention.collect(RetentionPolicy.latest(1));
        assertThat(home.provenance.objects().contains(home.data.digest())).isFalse();
        assertThat(home.provenance.runs().lookup(List.of(Example.key(0)))).isEmpty();
        assertThat(home.provenance.audit().run().findings()).isEmpty();
    }

    @Test
    void aTaggedVersionKeepsItsWholeAncestryAndNothingElse() {
        anotherRun();
        home.provenance.functionals().marks().tag("pbe-tuned@1", "published");
        RetentionPlan plan = retention.collect(RetentionPolicy.latest(1));
        assertThat(plan.uncached()).extracting(Execution::id).containsExactly(4L);
        assertThat(home.provenance.objects().contains(home.data.digest())).isTrue();
        assertThat(home.provenance.objects().contains(home.table.digest())).isFalse();
        assertThat(home.provenance.audit().run().findings()).isEmpty();
    }

    @Test
    void aFileThatIsComputedAgainMustNotGoMissingAgain() throws Exception {
        anotherRun();
        retention.collect(RetentionPolicy.latest(1));
        home.example.succeed(home.example.run(1), 0, home.store("data", "1,2,3\n"));
        assertThat(home.provenance.audit().run().findings()).isEmpty();
        home.provenance.objects().delete(home.data.digest());
        assertThat(home.provenance.audit().run().findings()).hasSize(1);
    }

    @Test
    void refusesToWorkUnderARunningRun() {
        home.example.claim(home.example.run(1), 0);
        assertThatThrownBy(() -> retention.collect(RetentionPolicy.ALL_RUNS))
                .hasMessageContaining("run 3 is in progress");
    }

    @Test
    void keepsWhatWasImportedWithoutARun() {
        anotherRun();
        home.sql("update executions set run_id = null, instance = null where id = 2");
        home.sql("insert into imports (title, imported) values ('pbe', current_timestamp)");
        home.sql("insert into imported_executions (execution_id, import_id) values (2, 1)");
        assertThat(retention.plan(RetentionPolicy.latest(1)).recorded())
                .extracting(ArtefactRef::digest)
                .contains(home.tuned.digest())
                .doesNotContain(home.data.digest(), home.clone.digest());
    }

    @Test
    void keepsFilesThatWereGivenWhenAKeptRunWasSubmitted() throws Exception {
        ArtefactRef given = old("molecule of the user");
        home.sql("update runs set options = '{\"file\":\"" + given.digest() + "\"}'");
        assertThat(retention.collect(RetentionPolicy.ALL_RUNS).unrecorded()).isEmpty();
    }

    @Test
    void refusesToKeepLessThanNoRun() {
        assertThatThrownBy(() -> RetentionPolicy.latest(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the number of runs to keep is 0 or more, not -1");
    }
}

package xcflow.runner.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.audit.HomeAudit;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.Completion;
import xcflow.provenance.record.NewInstance;
import xcflow.provenance.record.Worker;
import xcflow.provenance.run.Claim;
import xcflow.provenance.run.NewRun;
import xcflow.provenance.run.Work;
import xcflow.provenance.state.RunState;
import xcflow.storage.ObjectStore;
import xcflow.storage.UnusableDatabaseException;
import xcflow.storage.postgresql.PostgresqlServer;

/** A project moves from the file in its home to a server and back. */
@PostgresqlServer.Needed
class HomeMoveTest {
    @TempDir private Path directory;

    /** A home on a new database of the server. */
    private Path server() throws Exception {
        String url = PostgresqlServer.ofEnvironment().newDatabase().url();
        Path home = Files.createDirectories(directory.resolve("server"));
        Path password = directory.resolve("password");
        Files.writeString(password, url.replaceFirst(".*password=", "") + "\n");
        Files.setPosixFilePermissions(
                password, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        Files.writeString(
                home.resolve("home.yaml"),
                "store:\n  database: {url: \""
                        + url.replaceFirst("\\?.*", "")
                        + "\", user: "
                        + url.replaceFirst(".*user=([^&]*).*", "$1")
                        + ", password-file: "
                        + password
                        + "}\n  objects: "
                        + directory.resolve("objects")
                        + "\n");
        return home;
    }

    private static long fill(Path home) throws Exception {
        try (Project project = Project.open(home)) {
            long run =
                    project.ledger()
                            .submit(new NewRun("w", "name: w", "w.yaml", "{}", "{}", "test"))
                            .id();
            project.ledger().addInstances(run, List.of(new NewInstance(0, "s", "{\"ü\":1}")));
            Worker worker = project.register(false);
            Work work =
                    new Work(
                            run,
                            0,
                            "t",
                            "1",
                            "c".repeat(64),
                            xcflow.storage.Sha256.of("{}"),
                            "{}",
                            "{}",
                            List.of(),
                            true,
                            1,
                            project.ledger().conductor(run));
            Claim claim =
                    project.ledger()
                            .claim(work, worker, java.time.Duration.ofMinutes(1))
                            .orElseThrow();
            ObjectStore.Stored stored =
                    project.objects()
                            .store(out -> out.write("content".getBytes(StandardCharsets.UTF_8)));
            project.ledger()
                    .complete(
                            claim,
                            Completion.of(
                                    "{\"text\":\"ü\\n\"}",
                                    List.of(
                                            new ArtefactRef(
                                                    stored.digest(), "a", "text/plain", 7))));
            project.ledger().finish(run, RunState.SUCCEEDED, "{}", null);
            return run;
        }
    }

    private static HomeMove.Moved move(Path from, Path to) throws Exception {
        try (Project project = Project.open(from)) {
            return new HomeMove(project, to).move();
        }
    }

    @Test
    void recordsAndArtefactsAreTheSameThereAndBackAndNumbersContinue() throws Exception {
        Path first = directory.resolve("first");
        Path server = server();
        long run = fill(first);
        HomeMove.Moved moved = move(first, server);
        assertThat(moved.objects()).isEqualTo(1);
        assertThat(moved.records().rows()).containsEntry("runs", 1L).containsEntry("artefacts", 1L);
        try (Project project = Project.open(server)) {
            assertThat(project.provenance().events().head().seq())
                    .isEqualTo(moved.records().events());
            assertThat(project.ledger().results(run, List.of(0)).get(0).outputs())
                    .isEqualTo("{\"text\":\"ü\\n\"}");
        }
        assertThat(fill(server)).isEqualTo(run + 1);
        Path second = directory.resolve("second");
        assertThat(move(server, second).records().rows()).containsEntry("runs", 2L);
        assertThat(fill(second)).isEqualTo(run + 2);
        try (Project project = Project.open(second)) {
            HomeAudit audit = project.provenance().audit();
            assertThat(audit.run().findings()).isEmpty();
        }
    }

    @Test
    void nothingMovesIntoAHomeThatHasRecords() throws Exception {
        Path first = directory.resolve("first");
        Path server = server();
        fill(first);
        fill(server);
        assertThatThrownBy(() -> move(first, server))
                .isInstanceOf(UnusableDatabaseException.class)
                .hasMessageContaining("has records already");
    }

    @Test
    void aStoreOfObjectsBelongsToOneProject() throws Exception {
        Path server = server();
        fill(server);
        Path other = Files.createDirectories(directory.resolve("other"));
        Files.writeString(
                other.resolve("home.yaml"),
                "store:\n  objects: " + directory.resolve("objects") + "\n");
        assertThatThrownBy(() -> Project.open(other))
                .isInstanceOf(UnusableDatabaseException.class)
                .hasMessageContaining("belong to another project");
    }
}

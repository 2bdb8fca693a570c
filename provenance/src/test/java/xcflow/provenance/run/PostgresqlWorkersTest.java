package xcflow.provenance.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.Provenance;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.files.FileObjectStore;
import xcflow.storage.postgresql.PostgresqlServer;

/** Workers of several machines record beside each other. */
@PostgresqlServer.Needed
class PostgresqlWorkersTest {
    private static final int INSTANCES = 120;

    @TempDir Path directory;

    @Test
    void everythingIsRecordedOnceAndTheChainIsWhole() throws Exception {
        PostgresqlServer server = PostgresqlServer.ofEnvironment().newDatabase();
        assertThat(new ManyWorkers(server, directory, true).work(8, INSTANCES))
                .isEqualTo(INSTANCES);
        LedgerDatabase database = server.open();
        try (Provenance provenance =
                new Provenance(
                        database,
                        new FileObjectStore(directory),
                        ReferenceDescriptions.NONE,
                        database.clock())) {
            assertThat(provenance.audit().run().findings()).isEmpty();
            assertThat(
                            provenance.runs().instances(1).stream()
                                    .map(instance -> instance.state().name() + instance.attempt()))
                    .hasSize(INSTANCES)
                    .containsOnly("SUCCEEDED1");
            List<Integer> numbers =
                    database.read(
                            sql ->
                                    sql.query(
                                            "select number from functionals where name = 'clone'"
                                                    + " order by number",
                                            row -> row.getInt(1)));
            assertThat(numbers)
                    .isEqualTo(
                            java.util.stream.IntStream.rangeClosed(1, INSTANCES / 10)
                                    .boxed()
                                    .toList());
        }
    }
}

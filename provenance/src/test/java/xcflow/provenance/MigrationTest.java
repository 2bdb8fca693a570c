package xcflow.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.provenance.functional.FunctionalRecord;
import xcflow.provenance.functional.FunctionalRegistry;
import xcflow.provenance.functional.LineageTree;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.provenance.run.Example;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.h2.H2Database;
import xcflow.storage.home.Home;

class MigrationTest {
    private static final List<String> TABLES =
            List.of(
                    "workflows",
                    "workers",
                    "runs",
                    "instances",
                    "executions",
                    "artefacts",
                    "execution_artefacts",
                    "functionals",
                    "functional_parents",
                    "measurements",
                    "events",
                    "event_head");

    @TempDir Path directory;

    private static final Set<String> ADDED =
            Set.of(
                    "conductor",
                    "warnings",
                    "priority",
                    "cpu_seconds",
                    "peak_memory",
                    "read_bytes",
                    "written_bytes");

    @Test
    void aDatabaseOfTheFirstReleaseKeepsEveryRow() throws Exception {
        LedgerDatabase database = firstRelease();
        Map<String, List<String>> before = rows(database);
        assertThat(before.get("events")).hasSizeGreaterThan(10);
        try (Provenance provenance =
                new Provenance(
                        database,
                        new Home(directory).objects(),
                        ReferenceDescriptions.NONE,
                        Clock.systemUTC())) {
            assertThat(rows(database)).isEqualTo(before);
            assertThat(provenance.audit().run().findings())
                    .allMatch(finding -> finding.what().equals("is missing from the object store"));
            assertThat(provenance.runs().lookup(List.of(Example.key(0)))).hasSize(1);
        }
    }

    @Test
    void whatWasRecordedByTheFirstReleaseIsAnsweredAndContinued() throws Exception {
        LedgerDatabase database = firstRelease();
        try (Provenance provenance =
                new Provenance(
                        database,
                        new Home(directory).objects(),
                        ReferenceDescriptions.NONE,
                        Clock.systemUTC())) {
            long before = provenance.events().head().seq();
            FunctionalRegistry functionals = provenance.functionals();
            FunctionalRecord tuned = functionals.get("pbe-tuned@1");
            assertThat(LineageTree.lines(functionals.lineage(tuned), false))
                    .anyMatch(line -> line.contains("fine-tuned-from pbe-clone@1"))
                    .anyMatch(line -> line.contains("cloned-from PBE@1 (reference)"));
            assertThat(functionals.metrics(tuned.id())).isNotEmpty();
            assertThat(
                            database.query(
                                            "stable",
                                            "select label from functional_versions order by id",
                                            9)
                                    .rows())
                    .hasSize(3);

            functionals.marks().tag("pbe-tuned", "published");
            new Example(provenance.runs()).run(2);
            assertThat(provenance.events().head().seq()).isGreaterThan(before);
            assertThat(provenance.audit().run().findings())
                    .allMatch(finding -> finding.what().equals("is missing from the object store"));
        }
    }

    private LedgerDatabase firstRelease() throws Exception {
        LedgerDatabase database = H2Database.inMemory();
        try (InputStream in = getClass().getResourceAsStream("first-release.sql")) {
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            database.atomically(sql -> sql.update(script));
        }
        return database;
    }

    private static Map<String, Object> row(ResultSet row) throws SQLException {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            values.put(
                    row.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT), row.getObject(i));
        }
        return values;
    }

    /** A row without the columns that later migrations added. */
    private static String asBefore(Map<String, Object> row) {
        Map<String, Object> before = new LinkedHashMap<>(row);
        before.keySet().removeAll(ADDED);
        return before.toString();
    }

    private static Map<String, List<String>> rows(LedgerDatabase database) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (String table : TABLES) {
            rows.put(
                    table,
                    database
                            .read(sql -> sql.query("select * from " + table, MigrationTest::row))
                            .stream()
                            .map(MigrationTest::asBefore)
                            .sorted()
                            .toList());
        }
        return rows;
    }
}

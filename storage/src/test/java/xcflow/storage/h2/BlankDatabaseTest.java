package xcflow.storage.h2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Schema;

/** The database that new projects begin with. */
class BlankDatabaseTest {
    private static final Schema SCHEMA = new Schema("numbers", "xcflow/storage/second", 2);

    @TempDir private Path directory;

    @Test
    void hasTheNewestTablesAndNothingInThem() throws Exception {
        BlankDatabase.make(directory, SCHEMA);
        assertThat(directory).isDirectoryContaining("glob:**/blank.mv.db");
        try (Migration made =
                new Migration(H2Engine.alone(directory.resolve("blank.mv.db")), SCHEMA)) {
            assertThat(made.installed()).isEqualTo(2);
            assertThat(made.texts("select count(*) from numbers")).containsExactly("0");
        }
        try (var files = Files.list(directory)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void isNotNeeded() throws Exception {
        Path file = directory.resolve("empty.mv.db");
        Files.write(file, new byte[0]);
        assertThat(BlankDatabase.copy(file)).isFalse();
        assertThat(file).isEmptyFile();
        try (LedgerDatabase database = H2Database.open(directory.resolve("empty"), SCHEMA)) {
            assertThat(
                            database.<Long>read(
                                    sql ->
                                            sql.first(
                                                            "select count(*) from numbers",
                                                            row -> row.getLong(1))
                                                    .orElseThrow()))
                    .isZero();
        }
    }
}

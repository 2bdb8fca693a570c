package xcflow.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xcflow.provenance.functional.ReferenceDescriptions;
import xcflow.provenance.run.Example;
import xcflow.storage.h2.H2Database;
import xcflow.storage.h2.StoredDefinitions;
import xcflow.storage.home.Home;

/** What ends the process in the middle of a first start or of an upgrade harms nothing. */
class InterruptedMigrationTest {
    /** Executions in the database of the first release. */
    private static final int EXECUTIONS = 5;

    private static final Pattern NEW =
            Pattern.compile(
                    "schema stable|view .*|table public.(functional_(tags|notes)|signatures)");

    @TempDir Path directory;

    private Path home() {
        return directory.resolve("home");
    }

    private static Path file(Path home) {
        return home.resolve("xcflow.mv.db");
    }

    private static Provenance open(Path home) throws IOException {
        return Provenance.open(new Home(home), ReferenceDescriptions.NONE);
    }

    /** The home works, nothing is left over, and it has as many executions as it should. */
    private static void usable(Path home, int executions) throws Exception {
        try (Provenance provenance = open(home)) {
            assertThat(count(provenance)).isEqualTo(executions);
            new Example(provenance.runs()).run(2);
            assertThat(provenance.audit().run().findings())
                    .allMatch(finding -> finding.what().equals("is missing from the object store"));
        }
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files.map(f -> f.getFileName().toString()).filter(f -> f.contains(".mv.db")))
                    .containsExactly("xcflow.mv.db");
        }
    }

    private static int count(Provenance provenance) {
        return provenance
                .database()
                .<List<Integer>>read(
                        sql -> sql.query("select count(*) from executions", row -> row.getInt(1)))
                .get(0);
    }

    /** What a process that is killed just before each write leaves behind. */
    private List<Path> killedAtEachWrite() throws Exception {
        List<Path> left = new ArrayList<>();
        WatchedFiles.watch(
                bytes -> {
                    left.add(copy(home(), directory.resolve("left-" + left.size())));
                },
                () -> open(home()).close());
        return left;
    }

    private static Path copy(Path home, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(home)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                Files.copy(each, to.resolve(each.getFileName()));
            }
        }
        return to;
    }

    /** The home without what this process still has in its memory. */
    private Path afterDeath(Path home) throws IOException {
        return copy(home, directory.resolve("after-" + home.getFileName()));
    }

    private static void sample(List<Path> left, int executions) throws Exception {
        int step = Math.max(1, left.size() / 4);
        for (int i = 0; i < left.size(); i += step) {
            usable(left.get(i), executions);
        }
        usable(left.get(left.size() - 1), executions);
    }

    @Test
    void aFirstStartMayEndAtAnyWrite() throws Exception {
        List<Path> left = killedAtEachWrite();
        // Empty, or whole: the tables appear in one step.
        int tables = 0;
        for (Path each : left) {
            assertThat(tables == 0 || Files.size(file(each)) > 0).isTrue();
            tables += Files.size(file(each)) > 0 ? 1 : 0;
        }
        assertThat(tables).isPositive();
        assertThat(left.size() - tables).isGreaterThan(3);
        sample(left, 0);
    }

    @Test
    void anUpgradeMayEndAtAnyWrite() throws Exception {
        firstRelease(home(), "");
        List<Path> left = killedAtEachWrite();
        assertThat(left).hasSizeGreaterThan(8);
        // All that the upgrade makes, or nothing of it.
        Set<Long> made = new TreeSet<>();
        for (Path each : left) {
            made.add(
                    StoredDefinitions.of(file(each)).orElseThrow().stream()
                            .filter(d -> NEW.matcher(d.subject()).matches())
                            .count());
        }
        assertThat(made).hasSize(2).contains(0L);
        sample(left, EXECUTIONS);
    }

    @Test
    void aDiskMayBeFullAtAnyByteOfAFirstStart() throws Exception {
        long[] all = new long[1];
        WatchedFiles.watch(bytes -> all[0] += bytes, () -> open(home()).close());
        Random random = new Random(20);
        int ran = 0;
        for (int i = 0; i < 6; i++) {
            Path home = directory.resolve("full-" + i);
            long room = (long) (random.nextDouble() * 0.9 * all[0]);
            ran += full(home, room) ? 1 : 0;
            usable(afterDeath(home), 0);
        }
        // How much is written depends a little on when: the largest disk may have had room.
        assertThat(ran).isGreaterThanOrEqualTo(4);
    }

    @Test
    void aDiskMayBeFullDuringAnUpgrade() throws Exception {
        for (long room : new long[] {0, 20_000}) {
            Path home = directory.resolve("full-" + room);
            firstRelease(home, "");
            assertThat(full(home, room)).isTrue();
            usable(afterDeath(home), EXECUTIONS);
        }
    }

    /** Opens a home on a disk with so much room; whether it was too little, which must be said. */
    private static boolean full(Path home, long room) throws Exception {
        AtomicLong left = new AtomicLong(room);
        Throwable[] said = new Throwable[1];
        WatchedFiles.watch(
                bytes -> {
                    if (left.addAndGet(-bytes) < 0) {
                        throw new IOException("No space left on device");
                    }
                },
                () -> said[0] = catchThrowable(() -> open(home).close()));
        boolean full = left.get() < 0;
        assertThat(said[0] instanceof Exception).isEqualTo(full);
        return full;
    }

    /** What earlier releases, which changed the file itself, left when they were killed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 5, 17, 25})
    void aHomeWhoseFirstStartWasCutShortIsMadeAnew(int statements) throws Exception {
        script(home(), String.join(";", migration("V1__provenance", statements)));
        usable(home(), 0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5, 9})
    void aHomeWhoseUpgradeWasCutShortKeepsItsRows(int statements) throws Exception {
        firstRelease(
                home(),
                String.join(";", migration("V2__registry", statements))
                        + ";create table QRTZ_LOCKS (NAME varchar(40) not null)"
                        + ";insert into QRTZ_LOCKS values ('kept')");
        usable(home(), EXECUTIONS);
        try (Provenance provenance = open(home())) {
            assertThat(
                            provenance
                                    .database()
                                    .<List<String>>read(
                                            sql ->
                                                    sql.query(
                                                            "select name from qrtz_locks",
                                                            row -> row.getString(1))))
                    .containsExactly("kept");
        }
    }

    @Test
    void aHomeOfANewerVersionIsRefused() throws Exception {
        open(home()).close();
        script(
                home(),
                "update \"migrations_provenance\" set \"version\" = '9999' where \"version\" = '1'");
        assertThatThrownBy(() -> open(home())).hasMessageContaining("made by a newer xcflow");
    }

    @Test
    void theListOfViewsIsUpToDate() throws Exception {
        try (InputStream in = getClass().getResourceAsStream("migrations/views.sha256")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().sorted())
                    .as("views.sha256 beside the migrations must contain exactly these lines")
                    .containsExactlyElementsOf(H2Database.views(Provenance.schema()));
        }
    }

    private List<String> migration(String name, int statements) throws IOException {
        try (InputStream in = getClass().getResourceAsStream("migrations/" + name + ".sql")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Stream.of(text.replaceAll("(?m)^--.*$", "").split(";"))
                    .filter(sql -> !sql.isBlank())
                    .limit(statements)
                    .toList();
        }
    }

    private void firstRelease(Path home, String more) throws Exception {
        try (InputStream in = getClass().getResourceAsStream("first-release.sql")) {
            script(home, new String(in.readAllBytes(), StandardCharsets.UTF_8) + more);
        }
    }

    private static void script(Path home, String sql) throws IOException {
        Files.createDirectories(home);
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:" + home.resolve("xcflow"));
        source.setUser("xcflow");
        source.setPassword("");
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}

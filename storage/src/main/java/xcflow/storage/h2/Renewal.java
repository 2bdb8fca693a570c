package xcflow.storage.h2;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import xcflow.storage.DatabaseException;
import xcflow.storage.Schema;
import xcflow.storage.UnusableDatabaseException;
import xcflow.storage.files.Durable;
import xcflow.storage.files.OwnFiles;
import xcflow.storage.jdbc.Tables;

/**
 * Makes a database file anew with the tables of the newest version of a schema, in one step: H2
 * commits after each statement that changes tables, so a copy is changed and put in the place of
 * the file when it is complete. Whatever happens before that, the file is as it was; what is left
 * of the copy is written over by the next trial.
 *
 * <p>The lock of the file, by which H2 too knows whether it is in use, is held meanwhile. A process
 * that waited for it with the old file open notices that the name now stands for another.
 */
final class Renewal {
    private static final int BLOCK = 1 << 20;

    private final Path file;
    private final Path next;
    private final Schema schema;
    private final LawfulViews views;

    Renewal(Path file, Schema schema, LawfulViews views) {
        this.file = file;
        this.next = beside(".next");
        this.schema = schema;
        this.views = views;
    }

    private Path beside(String ending) {
        return H2Engine.file(Path.of(H2Engine.name(file) + ending));
    }

    /**
     * Makes the file anew if it does not have the newest version of the schema.
     *
     * @return false if it is in use, and nothing was done
     * @throws UnusableDatabaseException if there is something in it that must not be there
     */
    boolean run() throws IOException {
        Optional<OpenFiles.Reservation> reserved = OpenFiles.reserve(file);
        if (reserved.isEmpty()) {
            return false;
        }
        boolean interrupted = Thread.interrupted();
        try (OpenFiles.Reservation reservation = reserved.get()) {
            return locked();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private boolean locked() throws IOException {
        OwnFiles.create(file);
        Object identity = identity();
        try (RandomAccessFile old = new RandomAccessFile(file.toFile(), "rw");
                FileLock lock = old.getChannel().tryLock()) {
            if (lock == null || !Objects.equals(identity, identity())) {
                return false;
            }
            make(old);
            return true;
        } catch (OverlappingFileLockException e) {
            return false;
        } finally {
            discard(next);
        }
    }

    private Object identity() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private void make(RandomAccessFile old) throws IOException {
        H2Engine.load();
        discard(next);
        OwnFiles.create(next);
        boolean empty = old.length() == 0;
        if (!empty) {
            Durable.write(next, out -> copy(old, out));
            Foreign.refuse(next, views);
        }
        int before = empty ? begun() : installed();
        if (before > schema.version()) {
            throw Tables.tooNew(file, before, schema);
        }
        if (before < schema.version()) {
            migrate();
        }
        if (empty || before < schema.version()) {
            Foreign.refuse(next, views);
            Durable.sync(next);
            Durable.rename(next, file);
        }
    }

    /** Version of the new file: the newest if it is a copy of the blank database, otherwise 0. */
    private int begun() throws IOException {
        try {
            if (BlankDatabase.copy(next) && installed() == schema.version()) {
                return schema.version();
            }
        } catch (DatabaseException e) {
            // A blank database that cannot be read is as good as none.
        }
        discard(next);
        OwnFiles.create(next);
        return 0;
    }

    private int installed() {
        try (Migration migration = new Migration(H2Engine.alone(next), schema)) {
            return migration.installed();
        }
    }

    private void migrate() throws IOException {
        try (Migration migration = new Migration(H2Engine.alone(next), schema)) {
            migration.toNewest();
            return;
        } catch (FlywayException e) {
            // Another program was ended while it migrated the file itself, and left tables of a
            // version that is not recorded. The copy is spoilt: the rows go into new tables.
            Path fresh = beside(".fresh");
            try {
                discard(fresh);
                OwnFiles.create(fresh);
                if (!new Transplant(file, next, schema).into(fresh)) {
                    throw new UnusableDatabaseException(
                            "the project's database cannot be upgraded, and is unchanged: "
                                    + e.getMessage(),
                            e);
                }
                Durable.sync(fresh);
                Durable.rename(fresh, next);
            } finally {
                discard(fresh);
            }
        }
    }

    private static void copy(RandomAccessFile from, java.io.OutputStream to) throws IOException {
        // Through the open file: closing another handle of it would give the lock up.
        byte[] block = new byte[BLOCK];
        from.seek(0);
        int count = from.read(block);
        while (count > 0) {
            to.write(block, 0, count);
            count = from.read(block);
        }
    }

    /** Deletes a file, and what H2 writes beside it. */
    private static void discard(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(Path.of(H2Engine.name(file) + ".trace.db"));
    }
}

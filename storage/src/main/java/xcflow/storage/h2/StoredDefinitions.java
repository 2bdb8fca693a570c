package xcflow.storage.h2;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.db.RowDataType;
import org.h2.mvstore.tx.VersionedValueType;
import org.h2.mvstore.type.LongDataType;
import org.h2.result.RowFactory;
import org.h2.result.SearchRow;
import org.h2.value.CompareMode;
import org.h2.value.TypeInfo;
import org.h2.value.Typed;
import org.h2.value.VersionedValue;

/**
 * What a database file would make H2 do when it is opened: H2 compiles and calls the triggers in it
 * then. The definitions are read from the file without opening it as a database.
 */
public final class StoredDefinitions {
    /** Where H2 keeps them: rows of id, an unused number, type and statement. */
    private static final String MAP = "table.0";

    private static final int TYPE = 2;
    private static final int SQL = 3;

    private StoredDefinitions() {}

    /**
     * Reads the definitions.
     *
     * @param file that exists, reserved by the caller
     * @return empty if another process has the file open
     * @throws IOException if the file cannot be read or is not a database
     */
    public static Optional<List<Definition>> of(Path file) throws IOException {
        // H2 reads through a channel, which the interruption of a thread closes.
        boolean interrupted = Thread.interrupted();
        try (MVStore store =
                new MVStore.Builder()
                        .fileName(file.toString())
                        .readOnly()
                        .autoCommitDisabled()
                        .cacheSize(0)
                        .open()) {
            return Optional.of(store.hasMap(MAP) ? definitions(store) : List.of());
        } catch (MVStoreException e) {
            if (e.getErrorCode() == DataUtils.ERROR_FILE_LOCKED) {
                return Optional.empty();
            }
            throw new IOException(file + " cannot be read as a database: " + e.getMessage(), e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static List<Definition> definitions(MVStore store) {
        MVMap<Long, VersionedValue<SearchRow>> map =
                store.openMap(
                        MAP,
                        new MVMap.Builder<Long, VersionedValue<SearchRow>>()
                                .keyType(LongDataType.INSTANCE)
                                .valueType(new VersionedValueType<SearchRow, Object>(rows())));
        List<Definition> definitions = new ArrayList<>();
        map.entrySet()
                .forEach(
                        entry -> {
                            // What a killed process had not committed may be either.
                            SearchRow now = entry.getValue().getCurrentValue();
                            SearchRow before = entry.getValue().getCommittedValue();
                            add(definitions, now);
                            if (before != now) {
                                add(definitions, before);
                            }
                        });
        return definitions;
    }

    private static void add(List<Definition> definitions, SearchRow row) {
        if (row != null) {
            definitions.add(
                    new Definition(row.getValue(TYPE).getInt(), row.getValue(SQL).getString()));
        }
    }

    private static RowDataType rows() {
        Typed number = () -> TypeInfo.TYPE_INTEGER;
        Typed text = () -> TypeInfo.TYPE_VARCHAR;
        return RowFactory.getDefaultRowFactory()
                .createRowFactory(
                        null,
                        CompareMode.getInstance(null, 0),
                        null,
                        new Typed[] {number, number, number, text},
                        null,
                        false)
                .getRowDataType();
    }
}

package xcflow.provenance.exchange;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import xcflow.provenance.event.Recording;
import xcflow.storage.Sql;

/**
 * What an import says of files in the log, so that an audit expects just those that are here: files
 * that garbage collection had deleted before the export never came, and files that were deleted
 * here may have come back.
 */
final class ImportedFiles {
    private static final int AT_ONCE = 1000;

    private final Recording recording;
    private final List<String> absent;
    private final List<String> returned;

    /**
     * To be made before the records are, because what was lost here is not excused by an archive
     * that lacks it too.
     *
     * @param missing digests of which neither the archive nor the store has the file
     * @param taken digests of files that come from the archive
     */
    ImportedFiles(Recording recording, Collection<String> missing, Collection<String> taken) {
        this.recording = recording;
        Set<String> known = known(recording.sql(), missing);
        this.absent = missing.stream().filter(digest -> !known.contains(digest)).sorted().toList();
        this.returned = known(recording.sql(), taken).stream().sorted().toList();
    }

    private static Set<String> known(Sql sql, Collection<String> digests) {
        List<String> all = new ArrayList<>(digests);
        Set<String> known = new HashSet<>();
        for (int i = 0; i < all.size(); i += AT_ONCE) {
            known.addAll(
                    sql.query(
                            "select digest from artefacts where digest = any(?)",
                            row -> row.getString(1),
                            Sql.texts(all.subList(i, Math.min(all.size(), i + AT_ONCE)))));
        }
        return known;
    }

    void record() {
        if (!absent.isEmpty()) {
            recording.event("artefacts-absent", "store", Map.of("digests", absent));
        }
        if (!returned.isEmpty()) {
            recording.event("artefacts-returned", "store", Map.of("digests", returned));
        }
    }
}

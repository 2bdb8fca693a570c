package xcflow.provenance.browse;

import java.util.List;
import java.util.Optional;
import xcflow.provenance.record.ArtefactRef;
import xcflow.provenance.record.RecordRows;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Sql;

/** What pages ask for about files in the store. */
public record BrowseArtefacts(LedgerDatabase database) {

    /** An artefact as it was used last: name and type belong to its use. */
    public Optional<ArtefactRef> artefact(String digest) {
        return database.read(
                sql ->
                        sql.first(
                                """
                                select a.digest, x.name, x.media_type, a.size
                                from artefacts a join execution_artefacts x on x.artefact_id = a.id
                                where a.digest = ? order by x.direction desc, x.execution_id limit 1
                                """,
                                RecordRows.ARTEFACT,
                                digest));
    }

    /** An execution that stored or read an artefact. */
    public record Use(long execution, boolean stored, String task, String step, String workflow) {}

    /** What stored and read an artefact: first what stored it, the oldest first. */
    public List<Use> uses(String digest, int limit) {
        return database.read(
                sql ->
                        sql.query(
                                """
                                select e.id, x.direction, e.task, e.step, e.workflow
                                from artefacts a join execution_artefacts x on x.artefact_id = a.id
                                join executions e on e.id = x.execution_id
                                where a.digest = ? order by x.direction desc, e.id limit ?
                                """,
                                row ->
                                        new Use(
                                                row.getLong(1),
                                                row.getString(2).equals("out"),
                                                row.getString(3),
                                                row.getString(4),
                                                row.getString(5)),
                                digest,
                                limit));
    }

    /** Artefacts of some media types, the newest first, each once. */
    public List<ArtefactRef> artefacts(List<String> mediaTypes, int offset, int limit) {
        return database.read(
                sql ->
                        sql.query(
                                """
                                select a.digest, min(x.name) as name, min(x.media_type) as media_type,
                                       min(a.size) as size
                                from artefacts a join execution_artefacts x on x.artefact_id = a.id
                                where x.media_type = any(?)
                                group by a.id, a.digest order by a.id desc limit ? offset ?
                                """,
                                RecordRows.ARTEFACT,
                                Sql.texts(mediaTypes),
                                limit,
                                offset));
    }

    /** Artefacts of a media type whose names are like a pattern of SQL, the newest first. */
    public List<ArtefactRef> named(String pattern, String mediaType, int limit) {
        return database.read(
                sql ->
                        sql.query(
                                """
                                select a.digest, min(x.name) as name, min(x.media_type) as media_type,
                                       min(a.size) as size
                                from artefacts a join execution_artefacts x on x.artefact_id = a.id
                                where x.direction = 'out' and x.name like ? and x.media_type = ?
                                group by a.id, a.digest order by a.id desc limit ?
                                """,
                                RecordRows.ARTEFACT,
                                pattern,
                                mediaType,
                                limit));
    }
}

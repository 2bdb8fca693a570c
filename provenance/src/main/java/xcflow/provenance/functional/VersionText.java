package xcflow.provenance.functional;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.storage.Sql;

/**
 * Finds versions by what a user would write: {@code name@number}, {@code name} for the latest of a
 * series, a tag, or at least eight digits of a digest.
 */
final class VersionText {
    /** More digits than nine do not fit into a number of a version. */
    private static final Pattern NUMBERED = Pattern.compile("(.+)@(\\d{1,9})");

    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{8,64}");

    private VersionText() {}

    /**
     * @throws UnknownVersionException if several versions have the tag, or several digests begin
     *     like this
     */
    static Optional<FunctionalRecord> find(Sql sql, String text) {
        return find(sql, text, Long.MAX_VALUE);
    }

    /** As {@link #find(Sql, String)} when the version with the id {@code newest} was the latest. */
    static Optional<FunctionalRecord> find(Sql sql, String text, long newest) {
        Matcher numbered = NUMBERED.matcher(text);
        Optional<Long> id = Optional.empty();
        if (numbered.matches()) {
            id =
                    sql.first(
                            "select id from functionals where name = ? and number = ? and id <= ?",
                            row -> row.getLong(1),
                            numbered.group(1),
                            Integer.parseInt(numbered.group(2)),
                            newest);
        }
        if (id.isEmpty()) {
            id =
                    sql.first(
                            "select id from functionals where name = ? and id <= ?"
                                    + " order by number desc limit 1",
                            row -> row.getLong(1),
                            text,
                            newest);
        }
        if (id.isEmpty()) {
            id = byTag(sql, text, newest);
        }
        if (id.isEmpty() && DIGEST.matcher(text).matches()) {
            id = byDigest(sql, text, newest);
        }
        return id.flatMap(found -> FunctionalQueries.byId(sql, found));
    }

    private static Optional<Long> byTag(Sql sql, String text, long newest) {
        List<Long> tagged =
                sql.query(
                        "select functional_id from functional_tags where tag = ?"
                                + " and functional_id <= ? order by functional_id limit 9",
                        row -> row.getLong(1),
                        text,
                        newest);
        if (tagged.size() > 1) {
            List<String> labels =
                    FunctionalQueries.byIds(sql, tagged).stream()
                            .map(FunctionalRecord::label)
                            .toList();
            throw UnknownVersionException.tagged(text, labels);
        }
        return tagged.stream().findFirst();
    }

    private static Optional<Long> byDigest(Sql sql, String text, long newest) {
        List<String> digests =
                sql.query(
                        "select distinct digest from functionals where digest like ?"
                                + " and id <= ? order by digest limit 9",
                        row -> row.getString(1),
                        text + "%",
                        newest);
        if (digests.size() > 1) {
            throw UnknownVersionException.ambiguous(text, digests);
        }
        return digests.isEmpty()
                ? Optional.empty()
                : sql.first(
                        "select min(id) from functionals where digest = ?",
                        row -> row.getLong(1),
                        digests.get(0));
    }

    static FunctionalRecord require(Sql sql, String text) {
        return find(sql, text).orElseThrow(() -> unknown(sql, text));
    }

    private static UnknownVersionException unknown(Sql sql, String text) {
        Matcher numbered = NUMBERED.matcher(text);
        String name = numbered.matches() ? numbered.group(1) : text;
        Optional<Integer> last =
                sql.first(
                        "select number from functionals where name = ? order by number desc limit 1",
                        row -> row.getInt(1),
                        name);
        return last.isPresent()
                ? UnknownVersionException.number(text, name, last.get())
                : UnknownVersionException.name(
                        text,
                        name,
                        sql.query(
                                "select distinct name from functionals order by name",
                                row -> row.getString(1)));
    }
}

package xcflow.provenance.record;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import xcflow.storage.Sql;

/** What artefacts are for people, who do not know digests. */
public final class ArtefactUses {
    /** Uses that are named; of others it is only said that there are more. */
    private static final int NAMED = 3;

    private final Sql sql;

    public ArtefactUses(Sql sql) {
        this.sql = sql;
    }

    private record Use(String name, String direction, String who) {}

    /**
     * For example {@code functional pbe-clone@1; clone.xcf of clone-pbe/clone in run 3}. Those that
     * stored it are named, and if nobody did, those that read it.
     */
    public String of(String digest) {
        Set<String> uses = new LinkedHashSet<>();
        for (String label : functionals(List.of(digest))) {
            uses.add("functional " + label);
        }
        List<Use> all = uses(digest);
        List<Use> stored = all.stream().filter(use -> use.direction().equals("out")).toList();
        for (Use use : stored.isEmpty() ? all : stored) {
            if (uses.size() >= NAMED) {
                uses.add("and others");
                break;
            }
            uses.add(use.name() + (stored.isEmpty() ? ", read by " : " of ") + use.who());
        }
        return uses.isEmpty() ? "of no execution" : String.join("; ", uses);
    }

    /** Labels of the functional versions that are some files. */
    public List<String> functionals(List<String> digests) {
        return sql.query(
                "select concat(name, '@', number) from functionals where digest = any(?)"
                        + " order by id",
                RecordRows.TEXT,
                Sql.texts(digests));
    }

    private List<Use> uses(String digest) {
        return sql.query(
                """
                select x.name, x.direction, e.workflow, e.step, e.run_id, e.id
                from artefacts a join execution_artefacts x on x.artefact_id = a.id
                join executions e on e.id = x.execution_id
                where a.digest = ? order by e.id, x.direction, x.position limit 100
                """,
                row -> {
                    String who = row.getString(3) + "/" + row.getString(4);
                    long run = row.getLong(5);
                    return new Use(
                            row.getString(1),
                            row.getString(2),
                            row.wasNull()
                                    ? who + " (execution " + row.getLong(6) + ")"
                                    : who + " in run " + run);
                },
                digest);
    }
}

package xcflow.provenance.audit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Sql;
import xcflow.storage.h2.H2Database;

/**
 * Compares tables, columns, constraints and views with those that the migrations make in an empty
 * database, and names everything that could act or answer in their place: triggers, routines,
 * further views, synonyms, constants and domains. Tables of others are let be.
 *
 * <p>On PostgreSQL, which writes types and views in its own words, names and the numbers of
 * constraints are compared but not definitions.
 */
final class SchemaAudit implements AuditCheck {
    /** What each statement gives: the object's name and its definition. */
    private static final Map<String, String> TABLES =
            Map.of(
                    "column",
                    """
                    select concat(table_schema, '.', table_name, '.', column_name),
                           concat_ws(' ', data_type, character_maximum_length, is_nullable, is_identity, column_default)
                    from information_schema.columns where lower(table_schema) in ('public', 'stable')
                    """,
                    "view",
                    """
                    select concat(table_schema, '.', table_name), view_definition from information_schema.views
                    where lower(table_schema) in ('public', 'stable')
                    """,
                    "constraints",
                    """
                    select concat(table_schema, '.', table_name, ' ', constraint_type), cast(count(*) as varchar(20))
                    from information_schema.table_constraints where lower(table_schema) in ('public', 'stable')
                    and constraint_type <> 'CHECK' group by table_schema, table_name, constraint_type
                    """);

    private static final Map<String, String> FOREIGN =
            Map.of(
                    "trigger",
                    "select concat(event_object_table, '.', trigger_name), '' from information_schema.triggers"
                            + " where lower(trigger_schema) in ('public', 'stable')",
                    "routine",
                    "select routine_name, '' from information_schema.routines"
                            + " where lower(routine_schema) in ('public', 'stable')");

    private static final Map<String, String> FOREIGN_IN_H2 =
            Map.of(
                    "synonym",
                    "select synonym_name, synonym_for from information_schema.synonyms",
                    "constant",
                    "select constant_name, value_definition from information_schema.constants",
                    "domain",
                    "select domain_name, '' from information_schema.domains");

    private static final Map<String, String> FOREIGN_IN_POSTGRESQL =
            Map.of(
                    "domain",
                    "select domain_name, '' from information_schema.domains"
                            + " where domain_schema in ('public', 'stable')",
                    "rule",
                    "select concat(tablename, '.', rulename), '' from pg_rules"
                            + " where schemaname in ('public', 'stable')",
                    "policy",
                    "select concat(tablename, '.', policyname), '' from pg_policies"
                            + " where schemaname in ('public', 'stable')",
                    "materialized view",
                    "select matviewname, '' from pg_matviews"
                            + " where schemaname in ('public', 'stable')",
                    "foreign table",
                    "select foreign_table_name, '' from information_schema.foreign_tables"
                            + " where foreign_table_schema in ('public', 'stable')");

    private final boolean embedded;
    private final CompletableFuture<Map<String, String>> expected;

    /** Brings an empty database to the state in which the audited one should be. */
    @FunctionalInterface
    interface Migrations {
        void apply(LedgerDatabase empty);
    }

    /** Begins at once to make what should be, beside whatever else the audit does. */
    SchemaAudit(boolean embedded, Migrations migrations) {
        this.embedded = embedded;
        this.expected = CompletableFuture.supplyAsync(() -> made(migrations));
    }

    private static Map<String, String> made(Migrations migrations) {
        try (LedgerDatabase empty = H2Database.inMemory()) {
            migrations.apply(empty);
            return empty.read(fresh -> objects(fresh, TABLES));
        }
    }

    @Override
    public void check(Sql sql, Sealed sealed, Findings findings, Findings notices) {
        Map<String, String> found = objects(sql, TABLES);
        Map<String, String> made = expected.join();
        made.forEach(
                (name, definition) -> {
                    String now = found.get(name);
                    if (now == null) {
                        findings.add(name, "is missing from the database");
                    } else if (comparable(name) && !now.equals(definition)) {
                        findings.add(
                                name,
                                "is not what the migrations of this version make",
                                definition,
                                now);
                    }
                });
        Set<String> ours = tables(made.keySet());
        for (String name : found.keySet()) {
            boolean answers = name.startsWith("view ");
            if (!made.containsKey(name) && (answers || ours.contains(table(name)))) {
                findings.add(name, "is not made by any migration");
            }
        }
        foreign(sql, findings);
    }

    /** Both databases count alike what they write down in different words. */
    private boolean comparable(String name) {
        return embedded || name.startsWith("constraints ");
    }

    private void foreign(Sql sql, Findings findings) {
        Map<String, String> found = objects(sql, FOREIGN);
        found.putAll(objects(sql, embedded ? FOREIGN_IN_H2 : FOREIGN_IN_POSTGRESQL));
        found.forEach((name, definition) -> findings.add(name, "is not made by any migration"));
    }

    private static Set<String> tables(Set<String> names) {
        Set<String> tables = new TreeSet<>();
        names.forEach(name -> tables.add(table(name)));
        return tables;
    }

    /**
     * {@code public.runs} of {@code column public.runs.id} or {@code constraints public.runs …}.
     */
    private static String table(String name) {
        List<String> words = List.of(name.split(" "));
        String[] parts = words.get(1).split("\\.");
        return parts[0] + "." + parts[1];
    }

    private static Map<String, String> objects(Sql sql, Map<String, String> kinds) {
        Map<String, String> objects = new TreeMap<>();
        kinds.forEach(
                (kind, select) ->
                        sql.query(
                                select,
                                row ->
                                        objects.put(
                                                kind
                                                        + " "
                                                        + row.getString(1)
                                                                .toLowerCase(java.util.Locale.ROOT),
                                                String.valueOf(row.getString(2)))));
        return objects;
    }
}

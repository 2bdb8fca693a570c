package xcflow.provenance.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.h2.server.TcpServer;
import org.h2.util.JdbcUtils;
import xcflow.provenance.state.ExecutionTransition;
import xcflow.provenance.state.InstanceTransition;
import xcflow.provenance.state.RunTransition;
import xcflow.provenance.state.Transition;
import xcflow.storage.LedgerDatabase;

/**
 * Notes every change of a state that a database makes, whoever makes it: triggers see what really
 * happens to the rows. A product has none, so this costs nothing there.
 */
final class StateWatch {
    /** Columns whose change shows that a state was entered, be it the same one again. */
    static final List<String> TELLING = List.of("state", "execution_id", "conductor");

    private static final List<String> TABLES = List.of("runs", "instances", "executions");

    private final LedgerDatabase database;

    private StateWatch(LedgerDatabase database) {
        this.database = database;
    }

    /**
     * @param table such as {@code runs}
     * @param before state; empty for a new row
     * @param after state
     */
    record Change(String table, String before, String after) implements Comparable<Change> {
        @Override
        public int compareTo(Change other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return table + ": " + before + " → " + after;
        }
    }

    /** The product allows H2 no classes but its own; a test lets one more in. */
    @SuppressWarnings("unchecked")
    private static void letIn(Class<?> trigger) {
        JdbcUtils.loadUserClass(TcpServer.class.getName());
        try {
            Field names = JdbcUtils.class.getDeclaredField("allowedClassNames");
            names.setAccessible(true);
            ((Set<String>) names.get(null)).add(trigger.getName());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this version of H2 keeps its list elsewhere", e);
        }
    }

    /** Watches a database from now on. */
    static StateWatch on(LedgerDatabase database) {
        if (database.dialect() == LedgerDatabase.Dialect.H2) {
            letIn(StateTrigger.class);
        }
        database.atomically(
                sql -> {
                    sql.update(
                            "create table state_changes (source varchar(20),"
                                    + " before_state varchar(10), after_state varchar(10))");
                    for (String table : TABLES) {
                        if (database.dialect() == LedgerDatabase.Dialect.H2) {
                            sql.update(
                                    "create trigger watch_"
                                            + table
                                            + " after insert, update on "
                                            + table
                                            + " for each row call '"
                                            + StateTrigger.class.getName()
                                            + "'");
                        } else {
                            postgres(sql::update, table);
                        }
                    }
                    return null;
                });
        return new StateWatch(database);
    }

    private interface Statements {
        int update(String sql, Object... arguments);
    }

    private static void postgres(Statements sql, String table) {
        String again =
                switch (table) {
                    case "runs" -> " or old.conductor is distinct from new.conductor";
                    case "instances" -> " or old.execution_id is distinct from new.execution_id";
                    default -> "";
                };
        sql.update(
                "create function watch_"
                        + table
                        + """
                        () returns trigger as $$ begin
                            if tg_op = 'INSERT' then
                                insert into state_changes values (tg_table_name, '', new.state);
                            elsif old.state <> new.state AGAIN then
                                insert into state_changes values (tg_table_name, old.state, new.state);
                            end if;
                            return new;
                        end $$ language plpgsql
                        """
                                .replace("AGAIN", again));
        sql.update(
                "create trigger watch_"
                        + table
                        + " after insert or update on "
                        + table
                        + " for each row execute function watch_"
                        + table
                        + "()");
    }

    /** Takes the triggers away, which an audit would find. */
    void stop() {
        database.atomically(
                sql -> {
                    for (String table : TABLES) {
                        if (database.dialect() == LedgerDatabase.Dialect.H2) {
                            sql.update("drop trigger watch_" + table);
                        } else {
                            sql.update("drop function watch_" + table + " cascade");
                        }
                    }
                    return null;
                });
    }

    /** What has happened. */
    Set<Change> seen() {
        return database.read(
                sql ->
                        new TreeSet<>(
                                sql.query(
                                        "select distinct source, before_state, after_state from state_changes",
                                        row ->
                                                new Change(
                                                        row.getString(1),
                                                        row.getString(2),
                                                        row.getString(3)))));
    }

    /** Nothing has happened that is not in the table of transitions. */
    void assertLawful() {
        Set<Change> unlawful = new TreeSet<>(seen());
        unlawful.removeAll(lawful());
        assertThat(unlawful).as("changes that no transition makes").isEmpty();
    }

    /** Everything that may happen. */
    static Set<Change> lawful() {
        Set<Change> lawful = new HashSet<>();
        add(lawful, "runs", RunTransition.values());
        add(lawful, "instances", InstanceTransition.values());
        add(lawful, "executions", ExecutionTransition.values());
        return lawful;
    }

    private static void add(Set<Change> lawful, String table, Transition<?>... ways) {
        for (Transition<?> way : ways) {
            for (Enum<?> after : way.to()) {
                if (way.from().isEmpty()) {
                    lawful.add(new Change(table, "", after.name()));
                }
                for (Enum<?> before : way.from()) {
                    lawful.add(new Change(table, before.name(), after.name()));
                }
            }
        }
    }
}

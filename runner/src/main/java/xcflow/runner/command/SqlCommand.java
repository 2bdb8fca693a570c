package xcflow.runner.command;

import java.io.PrintWriter;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import xcflow.runner.home.Project;
import xcflow.storage.LedgerDatabase;

/** Answers questions in SQL. */
@Command(
        name = "sql",
        description =
                "Query the records in SQL, read-only. Views: functional_versions, lineage, executions, metrics,"
                        + " tags, runs, instances, warnings, artefacts, events.")
final class SqlCommand implements Callable<Integer>, OpensProject {
    @Parameters(paramLabel = "STATEMENT", description = "A select statement.")
    private String statement;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Maximum number of rows to show (default: ${DEFAULT-VALUE}).")
    private int limit;

    /** H2's code for a statement that gives no rows. */
    private static final int NO_QUERY = 90002;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Spec private CommandSpec spec;

    /** Quotes, comments and the end: a semicolon there begins no further statement. */
    private static final Pattern WHOLE =
            Pattern.compile(
                    "(?s)'[^']*'|\"[^\"]*\"|\\$\\$.*?\\$\\$|--[^\\n]*|/\\*.*?\\*/|;\\s*\\z");

    @Override
    public Integer call() throws Exception {
        if (WHOLE.matcher(statement).replaceAll("").contains(";")) {
            throw new RefusedException("xcflow: one statement at a time: only the first would run");
        }
        try (Project project = Records.existing(spec)) {
            LedgerDatabase.Answer answer =
                    project.provenance().database().query("stable", statement, limit);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                Print.json(out, json(answer));
            } else {
                List<List<String>> rows = new ArrayList<>();
                answer.rows().forEach(row -> rows.add(row.stream().map(SqlCommand::text).toList()));
                Print.table(out, answer.columns(), rows);
                if (!answer.complete()) {
                    out.println("… there are more; see --limit");
                }
            }
            out.flush();
            return 0;
        } catch (SQLException e) {
            throw new RefusedException("xcflow: " + message(e));
        }
    }

    /** The database says what is wrong, and then repeats the statement. */
    private static String message(SQLException e) {
        String first = e.getMessage().lines().findFirst().orElse("");
        return e.getErrorCode() == NO_QUERY
                ? "only read-only statements are allowed: select …"
                : first.replaceFirst("; SQL statement:$", "");
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }

    private static List<Object> json(LedgerDatabase.Answer answer) {
        List<Object> rows = new ArrayList<>();
        for (List<Object> row : answer.rows()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            for (int i = 0; i < row.size(); i++) {
                Object value = row.get(i);
                boolean plain =
                        value == null || value instanceof Number || value instanceof Boolean;
                entry.put(answer.columns().get(i), plain ? value : value.toString());
            }
            rows.add(entry);
        }
        return rows;
    }
}

package xcflow.test.benchmark;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import xcflow.runner.home.Project;
import xcflow.runner.run.RunRequest;
import xcflow.runner.schedule.Schedules;
import xcflow.runner.schedule.ServedRuns;
import xcflow.runner.web.SiteSettings;
import xcflow.runner.web.Website;
import xcflow.storage.Sql;
import xcflow.test.Browser;
import xcflow.workflows.schema.TaskCatalog;

/**
 * Fills a new project with 10 000 runs, a run of 100 000 instances and 1 000 functional versions,
 * and prints how long the server takes for each page: the best and the median of five.
 *
 * <p>{@code java -cp … xcflow.test.benchmark.PagesAtScale DIRECTORY}; a directory that exists is
 * taken for one that was filled before.
 */
final class PagesAtScale {
    private static final int RUNS = 10_000;
    private static final int INSTANCES = 100_000;
    private static final int FUNCTIONALS = 1_000;
    private static final int TRIES = 5;

    private PagesAtScale() {}

    public static void main(String[] arguments) throws Exception {
        boolean filled = Files.exists(Path.of(arguments[0]));
        try (Project project = Project.open(Path.of(arguments[0]));
                Schedules schedules = Schedules.open(project.provenance().database())) {
            if (!filled) {
                fill(project);
            }
            Website.Parts parts = new Website.Parts(TaskCatalog.load(), schedules, new Nothing());
            SiteSettings settings =
                    new SiteSettings(
                            "localhost",
                            0,
                            List.of(),
                            Optional.empty(),
                            false,
                            Path.of(arguments[0]).toAbsolutePath());
            try (Website site = Website.open(project, parts, settings)) {
                List<String> pages =
                        List.of(
                                "/",
                                "/runs",
                                "/runs?offset=9000",
                                "/runs?workflow=series&state=FAILED",
                                "/runs/" + RUNS,
                                "/runs/" + RUNS + "?step=cells&state=FAILED&offset=500",
                                "/runs/" + RUNS + "/part/progress",
                                "/runs/" + RUNS + "/part/matrix",
                                "/runs/" + RUNS + "/part/timeline",
                                "/runs/" + RUNS + "/instances/77777",
                                "/compare?run=1&run=2&run=3",
                                "/functionals",
                                "/functionals/series@500",
                                "/functionals/series@500/lineage",
                                "/audit",
                                "/api/runs?limit=1000",
                                "/api/runs/" + RUNS + "/instances?limit=1000&offset=99000");
                // A server answers more than its first requests.
                for (int round = 0; round < 3; round++) {
                    for (String page : pages) {
                        measure(site.address(), page, round == 2);
                    }
                }
                paint(site.address());
            }
        }
    }

    private static void measure(String address, String page, boolean printed) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(address).resolve(page)).build();
        double[] millis = new double[TRIES];
        HttpResponse<String> reply = null;
        for (int i = 0; i < TRIES; i++) {
            long begun = System.nanoTime();
            reply = client.send(request, HttpResponse.BodyHandlers.ofString());
            millis[i] = (System.nanoTime() - begun) / 1e6;
        }
        if (!printed) {
            return;
        }
        java.util.Arrays.sort(millis);
        System.out.println(
                String.format(
                        Locale.ROOT,
                        "%-60s %d  %7.0f ms best  %7.0f ms median  %6d kB",
                        page,
                        reply.statusCode(),
                        millis[0],
                        millis[TRIES / 2],
                        reply.body().length() / 1000));
    }

    /** Time until a browser shows something, and until a script could use the page. */
    private static void paint(String address) throws Exception {
        if (!Browser.installed()) {
            return;
        }
        try (Browser browser = new Browser(address)) {
            for (String page :
                    List.of(
                            "/",
                            "/runs",
                            "/runs/" + RUNS,
                            "/functionals",
                            "/functionals/series@500")) {
                double[] first = new double[TRIES];
                double[] ready = new double[TRIES];
                for (int i = 0; i < TRIES; i++) {
                    browser.open(page);
                    first[i] =
                            number(
                                    browser.script(
                                            "return performance.getEntriesByName("
                                                    + "'first-contentful-paint')[0]?.startTime ?? -1"));
                    ready[i] =
                            number(
                                    browser.script(
                                            "return performance.getEntriesByType('navigation')[0]"
                                                    + ".domInteractive"));
                }
                java.util.Arrays.sort(first);
                java.util.Arrays.sort(ready);
                System.out.println(
                        String.format(
                                Locale.ROOT,
                                "%-60s first paint %5.0f ms best %5.0f ms median, interactive %5.0f ms median",
                                page,
                                first[0],
                                first[TRIES / 2],
                                ready[TRIES / 2]));
            }
        }
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    private static void fill(Project project) {
        project.provenance()
                .database()
                .atomically(
                        sql -> {
                            try {
                                runs(sql);
                                cells(sql);
                                functionals(sql);
                                return null;
                            } catch (SQLException e) {
                                throw new IllegalStateException(e);
                            }
                        });
    }

    private static final String WORKFLOW =
            """
            name: series
            parameters: {n: {type: list, default: [1]}}
            steps:
              first: {uses: shell, with: {command: echo}}
              cells: {uses: shell, needs: [first], matrix: {a: [1], b: [1]}, with: {command: echo}}
            """;

    private static void runs(Sql sql) throws SQLException {
        Timestamp now = Timestamp.from(Instant.parse("2026-11-28T12:00:00Z"));
        sql.update(
                "insert into workflows (id, digest, name, text, created) values (1, ?, 'series', ?, ?)",
                "a".repeat(64),
                WORKFLOW,
                now.toInstant());
        try (PreparedStatement run =
                        sql.connection()
                                .prepareStatement(
                                        "insert into runs (id, workflow_id, file, parameters, options, origin,"
                                                + " state, created, ended) values (?, 1, 'series.yaml',"
                                                + " '{\"n\":[1]}', '{\"root\":\"/\",\"cache\":\"NORMAL\",\"environment\":{},\"imports\":{}}',"
                                                + " 'command-line', ?, ?, ?)");
                PreparedStatement instance = instance(sql)) {
            for (int i = 1; i <= RUNS; i++) {
                run.setLong(1, i);
                run.setString(2, i % 17 == 0 ? "FAILED" : "SUCCEEDED");
                run.setTimestamp(3, now);
                run.setTimestamp(4, now);
                run.addBatch();
                if (i < RUNS) {
                    bind(instance, i, 0, "first", "{}", "SUCCEEDED", now);
                }
            }
            run.executeBatch();
            instance.executeBatch();
        }
    }

    private static PreparedStatement instance(Sql sql) throws SQLException {
        return sql.connection()
                .prepareStatement(
                        "insert into instances (run_id, number, step, labels, state, attempt, execution_id,"
                                + " changed) values (?, ?, ?, ?, ?, 1, ?, ?)");
    }

    private static void bind(
            PreparedStatement instance,
            long run,
            int number,
            String step,
            String labels,
            String state,
            Timestamp at)
            throws SQLException {
        instance.setLong(1, run);
        instance.setInt(2, number);
        instance.setString(3, step);
        instance.setString(4, labels);
        instance.setString(5, state);
        instance.setLong(6, run * 1_000_000 + number);
        instance.setTimestamp(7, at);
        instance.addBatch();
    }

    private static void cells(Sql sql) throws SQLException {
        Timestamp now = Timestamp.from(Instant.parse("2026-11-28T12:00:00Z"));
        sql.update(
                "insert into workers (id, host, pid, jvm, os, code_version, details, started) values"
                        + " (1, 'here', 1, 'jvm', 'os', 'v', '{}', ?)",
                now.toInstant());
        try (PreparedStatement instance = instance(sql);
                PreparedStatement execution =
                        sql.connection()
                                .prepareStatement(
                                        "insert into executions (id, run_id, instance, workflow, step, labels,"
                                                + " attempt, task, task_version, code_digest, cache_key,"
                                                + " key_components, inputs, outputs, state, reusable, worker_id,"
                                                + " threads, started, ended) values (?, ?, ?, 'series', 'cells', ?, 1,"
                                                + " 'shell', '1', 'c', ?, '{}', '{}', '{}', ?, true, 1, 1, ?, ?)")) {
            for (int i = 0; i < INSTANCES; i++) {
                String labels = "{\"a\":" + i / 400 + ",\"b\":" + i % 400 + "}";
                String state = i % 1000 == 999 ? "FAILED" : "SUCCEEDED";
                bind(instance, RUNS, i, "cells", labels, state, now);
                execution.setLong(1, RUNS * 1_000_000L + i);
                execution.setLong(2, RUNS);
                execution.setInt(3, i);
                execution.setString(4, labels);
                execution.setString(5, String.format(Locale.ROOT, "%064x", i));
                execution.setString(6, state);
                execution.setTimestamp(7, now);
                execution.setTimestamp(8, new Timestamp(now.getTime() + i % 5000));
                execution.addBatch();
                if (i % 5000 == 4999) {
                    instance.executeBatch();
                    execution.executeBatch();
                }
            }
        }
    }

    private static void functionals(Sql sql) throws SQLException {
        Timestamp now = Timestamp.from(Instant.parse("2026-11-28T12:00:00Z"));
        for (int i = 1; i <= FUNCTIONALS; i++) {
            sql.update(
                    "insert into functionals (id, kind, name, number, digest, architecture, reference,"
                            + " details, created) values (?, 'external', 'series', ?, ?, 'constrained',"
                            + " 'PBE', '{\"seed\":1}', ?)",
                    i,
                    i,
                    String.format(Locale.ROOT, "%064x", i),
                    now.toInstant());
            if (i > 1) {
                sql.update(
                        "insert into functional_parents values (?, 0, ?, ?, 'fine-tuned-from')",
                        i,
                        i - 1,
                        "series@" + (i - 1));
            }
        }
    }

    /** Nothing is run here. */
    private static final class Nothing implements ServedRuns {
        @Override
        public long begin(RunRequest request) {
            throw new IllegalStateException("only pages are measured");
        }

        @Override
        public void resume(long run) {
            throw new IllegalStateException("only pages are measured");
        }

        @Override
        public void cancel(long run) {
            throw new IllegalStateException("only pages are measured");
        }
    }
}

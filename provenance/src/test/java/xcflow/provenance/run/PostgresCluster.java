package xcflow.provenance.run;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server with data of its own that lives as long as a test class. */
final class PostgresCluster implements AutoCloseable {
    private final Path binaries;
    private final Path data;
    private final String port;
    private int databases;

    private PostgresCluster(Path binaries, Path data, String port) {
        this.binaries = binaries;
        this.data = data;
        this.port = port;
    }

    static PostgresCluster start(Path directory) throws Exception {
        // The server refuses to run as root; then it runs as the user of the installed one.
        if (root()) {
            run(List.of("chown", "postgres", directory.toString()));
            for (Path p = directory; p != null && p.startsWith("/tmp"); p = p.getParent()) {
                p.toFile().setExecutable(true, false);
            }
        }
        PostgresCluster cluster =
                new PostgresCluster(installed(), directory.resolve("data"), freePort());
        cluster.postgres("initdb", "-A", "trust", "-U", "postgres", "-D", cluster.data.toString());
        cluster.postgres(
                "pg_ctl",
                "-D",
                cluster.data.toString(),
                "-o",
                "-p " + cluster.port + " -k " + directory + " -c fsync=off",
                "-l",
                directory.resolve("server.log").toString(),
                "-w",
                "start");
        return cluster;
    }

    /** Debian keeps each version in a directory of its own; the newest is taken. */
    private static Path installed() throws IOException {
        try (var versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    private void postgres(String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(binaries.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws Exception {
        Path output = Files.createTempFile("postgres", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(Path.of("/").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(
                    String.join(" ", command) + ": " + Files.readString(output));
        }
        Files.delete(output);
    }

    /** Address of a new, empty database. */
    String newDatabase() throws Exception {
        String name = "test" + ++databases;
        String server = "jdbc:postgresql://localhost:" + port + "/";
        try (Connection connection =
                        DriverManager.getConnection(server + "postgres", "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return server + name;
    }

    @Override
    public void close() throws Exception {
        postgres("pg_ctl", "-D", data.toString(), "-m", "immediate", "-w", "stop");
    }
}

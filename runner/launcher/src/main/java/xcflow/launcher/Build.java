package xcflow.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds the program and puts it where the launcher finds it. The launcher starts this file as it
 * is, from its source, before anything is compiled: it may use nothing but Java itself.
 *
 * <p>Every build gets a directory of its own below {@code runner/target/dist}, so that a run that
 * has lasted for days keeps the jars it was started with; {@code runner/target/current} is a link
 * to the newest. A file that is locked while a build lasts keeps a second one waiting; the system
 * releases it when its owner dies.
 */
public final class Build {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The last builds stay: something may still run from them. */
    private static final int KEPT = 3;

    private static final int SHOWN_ERRORS = 20;

    private final PrintStream screen = new PrintStream(System.err, true, UTF_8);
    private final boolean terminal = Boolean.getBoolean("xcflow.terminal");
    private final Path home;
    private final Path target;
    private final Path current;

    private Build(Path home) {
        this.home = home;
        this.target = home.resolve("runner/target");
        this.current = target.resolve("current");
    }

    /** Says what is wrong and what to do about it. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /**
     * Builds the sources below the directory that is the only argument; exit code 2 if it cannot.
     */
    public static void main(String[] arguments) throws InterruptedException {
        Build build = new Build(Path.of(arguments[0]));
        try {
            build.build();
            build.progress("");
        } catch (Refused e) {
            build.progress("");
            build.screen.println("xcflow: " + e.getMessage());
            System.exit(2);
        } catch (IOException e) {
            build.progress("");
            build.screen.println(
                    "xcflow: cannot write to " + build.target + " (" + e + "); is the disk full?");
            System.exit(2);
        }
    }

    private void build() throws IOException, InterruptedException, Refused {
        try (FileChannel channel =
                        FileChannel.open(
                                target.resolve("building"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = locked(channel)) {
            assert lock.isValid();
            if (outdated()) {
                Instant started = Instant.now();
                compile();
                Path next = target.resolve("dist").resolve(TIME.format(started) + "-" + pid());
                copy(next);
                describe(next);
                Files.setLastModifiedTime(next.resolve("classpath"), FileTime.from(started));
                publish(next);
                removeOld();
            }
        }
    }

    private static long pid() {
        return ProcessHandle.current().pid();
    }

    private FileLock locked(FileChannel channel) throws IOException {
        FileLock lock = channel.tryLock();
        if (lock == null) {
            progress("xcflow: waiting for another build …");
            lock = channel.lock();
        }
        return lock;
    }

    /** Whether a source is newer than the build: another process may just have finished one. */
    private boolean outdated() throws IOException {
        Path classpath = current.resolve("classpath");
        if (!Files.exists(classpath)) {
            return true;
        }
        FileTime built = Files.getLastModifiedTime(classpath);
        List<Path> modules;
        try (Stream<Path> directories = Files.find(home, 2, (file, is) -> is.isDirectory())) {
            modules = directories.toList();
        }
        for (Path module : modules) {
            if (newer(module.resolve("pom.xml"), built) || anyNewer(module, built)) {
                return true;
            }
        }
        return false;
    }

    private static boolean anyNewer(Path module, FileTime built) throws IOException {
        Path sources = module.resolve("src/main");
        if (!Files.isDirectory(sources)) {
            return false;
        }
        try (Stream<Path> files = Files.walk(sources)) {
            return files.anyMatch(file -> newer(file, built));
        }
    }

    private static boolean newer(Path file, FileTime built) {
        try {
            return Files.getLastModifiedTime(file).compareTo(built) > 0;
        } catch (IOException e) {
            return false; // There is no such file, or no more.
        }
    }

    private void compile() throws IOException, InterruptedException, Refused {
        progress("xcflow: building (once; about a minute, plus downloads on a new machine) …");
        Path log = target.resolve("build.log");
        ProcessBuilder maven =
                new ProcessBuilder(
                        "mvn",
                        "-q",
                        "-B",
                        "-Dquick",
                        "-DskipTests",
                        "-Dstyle.color=never",
                        "-pl",
                        "runner/launcher",
                        "-am",
                        "package");
        if (run(maven, log) != 0) {
            progress("xcflow: the build failed:");
            screen.println();
            try (Stream<String> lines = Files.lines(log, UTF_8)) {
                lines.filter(line -> line.startsWith("[ERROR]"))
                        .limit(SHOWN_ERRORS)
                        .forEach(screen::println);
            }
            throw new Refused("the whole log is " + log);
        }
    }

    private int run(ProcessBuilder command, Path log)
            throws IOException, InterruptedException, Refused {
        Process process;
        try {
            process =
                    command.directory(home.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(log.toFile())
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .start();
        } catch (IOException e) {
            if (!Files.isWritable(target)) {
                throw e;
            }
            throw new Refused(
                    "not built yet, and there is no Maven to build it: install Maven 3.8 or newer");
        }
        return process.waitFor();
    }

    /** Jars of others are hard links; our own are copies, for Maven writes them again in place. */
    private void copy(Path next) throws IOException {
        Path built = home.resolve("runner/launcher/target");
        Path lib = Files.createDirectories(next.resolve("lib"));
        List<String> names = new ArrayList<>();
        for (String name : Files.readString(built.resolve("classpath"), UTF_8).strip().split(":")) {
            place(built.resolve(name), lib);
            names.add(name);
        }
        // Last, because the class path of a class archive must be the beginning of the later one.
        try (Stream<Path> own = Files.list(built)) {
            for (Path jar : own.filter(file -> file.toString().endsWith(".jar")).toList()) {
                place(jar, lib);
                names.add("lib/" + jar.getFileName());
            }
        }
        Files.writeString(next.resolve("classpath"), String.join(":", names) + "\n", UTF_8);
    }

    private static void place(Path jar, Path lib) throws IOException {
        Path copy = lib.resolve(jar.getFileName());
        if (!jar.getFileName().toString().startsWith("xcflow-")) {
            try {
                Files.createLink(copy, jar);
                return;
            } catch (IOException | UnsupportedOperationException e) {
                // Another file system: copied instead.
            }
        }
        Files.copy(jar, copy);
    }

    /** Lets the program that was built write the launcher's files. */
    private void describe(Path next) throws IOException, InterruptedException, Refused {
        ProcessBuilder installation =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xshare:auto",
                        "-cp",
                        next.resolve("lib") + "/*",
                        "xcflow.launcher.Installation",
                        next.toString(),
                        commit());
        installation.environment().putAll(Map.of("XCFLOW_PLUGINS", ""));
        Path log = target.resolve("installation.log");
        if (run(installation, log) != 0) {
            throw new Refused("the build cannot be installed; the whole log is " + log);
        }
    }

    /**
     * The commit that the sources are of, with {@code ,changed} if they are not quite; empty if it
     * is not known. It is no part of any jar: builds of the same sources are the same.
     */
    private String commit() throws InterruptedException {
        String root = git("rev-parse", "--show-toplevel");
        if (!root.equals(home.toString())) {
            return "";
        }
        String commit = git("rev-parse", "--short=10", "HEAD");
        boolean changed = !git("status", "--porcelain", "--", "*pom.xml", "*src/main/*").isEmpty();
        return commit.isEmpty() || !changed ? commit : commit + ",changed";
    }

    private String git(String... words) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(words));
        try {
            ProcessBuilder git = new ProcessBuilder(command).directory(home.toFile());
            git.environment().put("GIT_OPTIONAL_LOCKS", "0");
            Process process = git.redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            return process.waitFor() == 0 ? said : "";
        } catch (IOException e) {
            return "";
        }
    }

    private void publish(Path next) throws IOException {
        Path link = target.resolve("current-" + pid());
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target.relativize(next));
        Files.move(link, current, StandardCopyOption.ATOMIC_MOVE);
    }

    private void removeOld() throws IOException {
        List<Path> builds;
        try (Stream<Path> all = Files.list(target.resolve("dist"))) {
            builds = all.sorted().collect(Collectors.toList());
        }
        for (Path old : builds.subList(0, Math.max(0, builds.size() - KEPT))) {
            try (Stream<Path> files = Files.walk(old)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    /** Shows a line that is replaced on a terminal, and stays elsewhere. */
    private void progress(String line) {
        if (terminal) {
            screen.print("\r\033[K" + line);
            screen.flush();
        } else if (!line.isEmpty()) {
            screen.println(line);
        }
    }
}

package xcflow.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the archive of class data from which commands start fast: runs {@link WarmUp} in a virtual
 * machine like this one. The archive is empty if that fails, so that it is not tried at every
 * start.
 */
public final class Archive {
    /** From this version on, linked classes are kept too, and what was learned of methods. */
    private static final int AHEAD_OF_TIME = 25;

    /** What was printed while the archive was made, in the directory of the build. */
    private static final String LOG = "warm-up.log";

    private Archive() {}

    /** Makes the archive whose file is the only argument. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path archive = Path.of(arguments[0]);
        Path build = archive.getParent();
        long pid = ProcessHandle.current().pid();
        PrintStream screen = new PrintStream(System.err, true, UTF_8);
        boolean terminal = Boolean.getBoolean("xcflow.terminal");
        screen.print((terminal ? "\r\033[K" : "") + "xcflow: preparing a fast start …");
        screen.print(terminal ? "" : "\n");
        screen.flush();
        Path made = build.resolve(archive.getFileName() + "." + pid);
        Path scratch = build.resolve("warm-up." + pid);
        ProcessBuilder warmUp = new ProcessBuilder(command(made, scratch));
        // Whatever stores and queues the user has set: nothing but the scratch directory is
        // touched.
        warmUp.environment().keySet().removeIf(name -> name.startsWith("XCFLOW_"));
        warmUp.environment().put("XCFLOW_CONFIG", "none");
        warmUp.environment().put("XCFLOW_HOME", scratch.toString());
        warmUp.redirectErrorStream(true)
                .redirectOutput(build.resolve(LOG).toFile())
                .start()
                .waitFor();
        if (Files.exists(made)) {
            Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE);
        } else {
            Files.write(archive, new byte[0]);
        }
        delete(scratch);
        screen.print(terminal ? "\r\033[K" : "");
        if (Files.size(archive) == 0) {
            screen.println(
                    "xcflow: a fast start could not be prepared; commands start a second or two"
                            + " later ("
                            + build.resolve(LOG)
                            + " says why)");
        }
        screen.flush();
    }

    private static List<String> command(Path made, Path scratch) {
        boolean ahead = Runtime.version().feature() >= AHEAD_OF_TIME;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add((ahead ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + made);
        // Otherwise a virtual machine that dies leaves its report in the directory of the user.
        command.add("-XX:ErrorFile=" + made.resolveSibling("warm-up-crash.log"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(WarmUp.class.getName(), scratch.toString()));
        return command;
    }

    private static void delete(Path scratch) throws IOException {
        if (Files.exists(scratch)) {
            try (Stream<Path> files = Files.walk(scratch)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}

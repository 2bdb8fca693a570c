package xcflow.runner.site;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import xcflow.workflows.unit.Sizes;

/** The worker in a job: the script that starts it, and what it left behind. */
final class Pilot {
    /** Ours, which name places and files and no secrets. */
    private static final String OURS = "XCFLOW_";

    private final Path home;

    /**
     * @param home of the project
     */
    Pilot(Path home) {
        this.home = home;
    }

    /** Where jobs begin and write. */
    Path directory() {
        return home.resolve("jobs");
    }

    /** A job of a kind. */
    JobScript script(ComputeSite site, ComputeSite.Kind kind, String tag) {
        List<String> command = program(site);
        command.add("worker");
        command.addAll(List.of("--home", nodesHome(site).toString()));
        Optional<Path> mailbox = site.mailboxIn(nodesHome(site));
        command.addAll(
                mailbox.isPresent()
                        ? List.of("--mailbox", mailbox.get().toString())
                        : List.of("--queue", "database"));
        command.addAll(List.of("--threads", Integer.toString(kind.size().threads())));
        command.addAll(List.of("--block", site.name() + "/" + kind.name()));
        command.addAll(List.of("--idle", Long.toString(Math.max(1, kind.idle().toSeconds()))));
        if (kind.size().memory() > 0) {
            command.addAll(List.of("--memory", Sizes.format(kind.size().memory())));
        }
        if (kind.size().gpus() > 0) {
            command.addAll(List.of("--gpus", Integer.toString(kind.size().gpus())));
        }
        if (!kind.size().time().isZero()) {
            long left = kind.size().time().minus(kind.warning()).toSeconds();
            command.addAll(List.of("--time-left", Math.max(1, left) + "s"));
        }
        if (kind.perInstance()) {
            command.add("--once");
        }
        return script(site, kind, name(site, kind, tag), command);
    }

    /** The home as the nodes see it. */
    Path nodesHome(ComputeSite site) {
        return site.home().map(Path::of).orElse(home);
    }

    /** A job that does something else. */
    JobScript script(ComputeSite site, ComputeSite.Kind kind, String name, List<String> command) {
        return new JobScript(
                name,
                site.home().map(h -> h + "/jobs").orElse(directory().toString()),
                kind.size(),
                kind.warning().toSeconds(),
                kind.options(),
                environment(),
                site.setup(),
                command);
    }

    static String name(ComputeSite site, ComputeSite.Kind kind, String tag) {
        return "xcflow-" + site.name() + "-" + kind.name() + "-" + tag;
    }

    /** The program on the nodes: that of the settings, or that which runs here. */
    static List<String> program(ComputeSite site) {
        String launcher = System.getProperty("xcflow.program", "");
        if (site.program().isPresent() || !launcher.isEmpty()) {
            return new ArrayList<>(List.of(site.program().orElse(launcher)));
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(argument -> !argument.startsWith("-agentlib"))
                        .toList());
        String path =
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", path, "xcflow.runner.Main"));
        return command;
    }

    /** Variables that a worker needs to find the same project; never the password. */
    private static Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        System.getenv()
                .forEach(
                        (name, value) -> {
                            boolean secret =
                                    name.contains("PASSWORD")
                                            || name.contains("TOKEN")
                                            || name.contains("SECRET");
                            boolean own = name.equals("XCFLOW_JOB") || name.equals("XCFLOW_NODE");
                            if (name.startsWith(OURS) && !secret && !own && !value.contains("\n")) {
                                environment.put(name, value);
                            }
                        });
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.put("OMP_NUM_THREADS", "1");
        all.put("OPENBLAS_NUM_THREADS", "1");
        return all;
    }

    /** The last lines that jobs of a tag have written, if they can be read here. */
    Optional<String> lastWords(String tag) {
        if (!Files.isDirectory(directory())) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(directory())) {
            Optional<Path> latest =
                    files.filter(file -> file.getFileName().toString().contains(tag))
                            .filter(file -> !file.toString().endsWith(".sh"))
                            .max(java.util.Comparator.comparing(Pilot::changed));
            if (latest.isEmpty()) {
                return Optional.empty();
            }
            List<String> lines =
                    Files.readAllLines(latest.get()).stream()
                            .filter(line -> !line.isBlank())
                            .toList();
            String words =
                    lines.subList(Math.max(0, lines.size() - 3), lines.size()).stream()
                            .map(String::strip)
                            .collect(Collectors.joining("; "));
            return Optional.of(words)
                    .filter(text -> !text.isEmpty())
                    .map(text -> text.length() > 400 ? text.substring(0, 400) + " …" : text);
        } catch (IOException | java.io.UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static FileTime changed(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}

package xcflow.runner.environment;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import xcflow.spi.Artefact;
import xcflow.spi.Source;
import xcflow.spi.TaskFailure;

/**
 * A conda environment, by its name or path, or made from an environment file and kept for all
 * projects of this user under the file's digest.
 *
 * @param which name, path or file
 * @param contents where the content of a file is
 */
public record Conda(Programs programs, Source which, Contents contents) implements Environment {
    private static final Duration ASKING = Duration.ofMinutes(5);
    private static final Duration MAKING = Duration.ofHours(2);

    /** Where the content of an artefact can be read. */
    @FunctionalInterface
    public interface Contents {
        Path file(Artefact artefact) throws IOException;
    }

    @Override
    public Map<String, Object> found() throws TaskFailure, IOException {
        List<String> command = new ArrayList<>(List.of(conda().toString(), "list", "--json"));
        command.addAll(chosen());
        Programs.Said said = programs.run(command, programs.variables(), ASKING);
        if (said.status() != 0) {
            throw new TaskFailure(
                    "the conda environment " + name() + " cannot be listed: " + said.end());
        }
        try {
            Map<String, Object> packages = new TreeMap<>();
            for (JsonNode each : JsonMapper.shared().readTree(said.out())) {
                packages.put(
                        each.get("name").asString(),
                        each.get("version").asString()
                                + Optional.ofNullable(each.get("build_string"))
                                        .map(build -> "=" + build.asString())
                                        .orElse(""));
            }
            return Map.of("packages", packages);
        } catch (JacksonException | NullPointerException e) {
            throw new TaskFailure(
                    "the list of packages of the conda environment "
                            + name()
                            + " is not what conda prints: "
                            + said.end());
        }
    }

    private String name() {
        return which instanceof Artefact file ? "of the file " + file.name() : which.toString();
    }

    private Path conda() throws TaskFailure {
        String given = programs.variable().apply("CONDA_EXE");
        if (given != null && Files.isExecutable(Path.of(given))) {
            return Path.of(given);
        }
        return programs.find("conda", "mamba", "micromamba")
                .orElseThrow(
                        () ->
                                new TaskFailure(
                                        "this machine has no 'conda', 'mamba' or 'micromamba' in PATH, which the environment "
                                                + name()
                                                + " needs"));
    }

    /** The options that choose the environment; makes it if it is declared by a file. */
    private List<String> chosen() throws TaskFailure, IOException {
        if (which instanceof Artefact file) {
            return List.of("-p", made(file).toString());
        }
        String name = which.toString();
        return List.of(name.startsWith("/") ? "-p" : "-n", name);
    }

    private Path made(Artefact file) throws TaskFailure, IOException {
        String home = Optional.ofNullable(programs.variable().apply("HOME")).orElse(".");
        String cache =
                Optional.ofNullable(programs.variable().apply("XDG_CACHE_HOME"))
                        .orElse(home + "/.cache");
        Path all = Files.createDirectories(Path.of(cache, "xcflow", "conda"));
        Path prefix = all.resolve(file.digest().substring(0, 32));
        Path complete = all.resolve(prefix.getFileName() + ".complete");
        try (RandomAccessFile lock =
                        new RandomAccessFile(
                                all.resolve(prefix.getFileName() + ".lock").toFile(), "rw");
                FileLock held = lock.getChannel().lock()) {
            if (!Files.exists(complete)) {
                make(file, prefix);
                Files.createFile(complete);
            }
        }
        return prefix;
    }

    private void make(Artefact file, Path prefix) throws TaskFailure, IOException {
        Path named = Files.createTempDirectory("xcflow-").resolve("environment.yaml");
        try {
            Files.copy(contents.file(file), named);
            Path conda = conda();
            boolean micro = conda.getFileName().toString().startsWith("micromamba");
            List<String> command = new ArrayList<>();
            command.add(conda.toString());
            command.addAll(micro ? List.of("create", "-y") : List.of("env", "create", "--force"));
            command.addAll(List.of("-q", "-p", prefix.toString(), "-f", named.toString()));
            Programs.Said said = programs.run(command, programs.variables(), MAKING);
            if (said.status() != 0) {
                throw new TaskFailure(
                        "the conda environment " + name() + " cannot be made: " + said.end());
            }
        } finally {
            Files.deleteIfExists(named);
            Files.deleteIfExists(named.getParent());
        }
    }

    @Override
    public Start start(List<String> command, Place place) throws TaskFailure, IOException {
        Path conda = conda();
        List<String> all = new ArrayList<>(List.of(conda.toString(), "run"));
        all.addAll(chosen());
        if (!conda.getFileName().toString().startsWith("micromamba")) {
            all.add("--no-capture-output");
        }
        all.addAll(command);
        Map<String, String> variables = new TreeMap<>(place.variables());
        programs.variables()
                .forEach(
                        (variable, value) -> {
                            if (variable.startsWith("CONDA") || variable.startsWith("MAMBA")) {
                                variables.put(variable, value);
                            }
                        });
        return new Start(all, variables, List.of());
    }
}

package xcflow.runner.environment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import xcflow.spi.TaskFailure;

/** Environment modules, by Lmod or Environment Modules. */
public record Modules(Programs programs, List<String> names) implements Environment {
    private static final Duration ASKING = Duration.ofMinutes(2);

    private static final String LIST =
            """
            . "$1" && shift && module load "$@" && module -t list 2>&1
            """;

    private static final String LOAD =
            """
            . "$1" || exit 125
            count=$2
            shift 2
            module load "${@:1:$count}" || exit 125
            shift "$count"
            exec "$@"
            """;

    /** Refuses what no module can be called. */
    public static void check(List<String> names) {
        for (String name : names) {
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9._+/@-]*")) {
                throw new IllegalArgumentException("'" + name + "' is not the name of a module");
            }
        }
    }

    @Override
    public Map<String, Object> found() throws TaskFailure, IOException {
        List<String> command = new ArrayList<>(List.of("bash", "-c", LIST, "bash", init()));
        command.addAll(names);
        Programs.Said said = programs.run(command, programs.variables(), ASKING);
        List<String> loaded =
                said.out()
                        .lines()
                        .map(line -> line.replaceAll("[<(].*", "").strip())
                        .filter(line -> !line.isEmpty() && !line.endsWith(":"))
                        .toList();
        for (String name : names) {
            boolean there =
                    loaded.stream()
                            .anyMatch(each -> each.equals(name) || each.startsWith(name + "/"));
            if (said.status() != 0 || !there) {
                throw new TaskFailure(
                        String.format(
                                Locale.ROOT,
                                "the module %s cannot be loaded here: %s",
                                said.status() == 0 ? name : String.join(" ", names),
                                said.end()));
            }
        }
        return Map.of("modules", loaded.stream().sorted().toList());
    }

    private String init() throws TaskFailure {
        return Stream.of(
                        in("LMOD_PKG", "init/bash"),
                        in("MODULESHOME", "init/bash"),
                        "/usr/share/lmod/lmod/init/bash",
                        "/usr/share/modules/init/bash",
                        "/etc/profile.d/lmod.sh",
                        "/etc/profile.d/modules.sh")
                .filter(Objects::nonNull)
                .filter(file -> Files.isReadable(Path.of(file)))
                .findFirst()
                .orElseThrow(
                        () ->
                                new TaskFailure(
                                        "this machine has neither Lmod nor Environment Modules (MODULESHOME is not set), which the modules "
                                                + String.join(", ", names)
                                                + " need"));
    }

    private String in(String variable, String file) {
        String directory = programs.variable().apply(variable);
        return directory == null ? null : directory + "/" + file;
    }

    @Override
    public Start start(List<String> command, Place place) throws TaskFailure {
        List<String> all = new ArrayList<>(List.of("bash", "-c", LOAD, "bash", init()));
        all.add(Integer.toString(names.size()));
        all.addAll(names);
        all.addAll(command);
        Map<String, String> variables = new TreeMap<>(place.variables());
        programs.variables()
                .forEach(
                        (variable, value) -> {
                            if (variable.startsWith("MODULE") || variable.startsWith("LMOD")) {
                                variables.put(variable, value);
                            }
                        });
        return new Start(all, variables, List.of());
    }
}

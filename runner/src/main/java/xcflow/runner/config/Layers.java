package xcflow.runner.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where settings are looked for, the weakest first: those of the machine's administrator, of the
 * user, and of the project; above them all, the environment.
 *
 * @param files which need not exist
 * @param environment variables
 */
public record Layers(List<Path> files, Map<String, String> environment) {

    /** Names files to be read instead of those of the machine and the user, or {@code none}. */
    private static final String CHOSEN = "XCFLOW_CONFIG";

    private static final Path MACHINE = Path.of("/etc/xcflow/config.yaml");

    /** Settings of a project; the first name is older. */
    private static final List<String> PROJECT = List.of("home.yaml", "config.yaml");

    public Layers {
        files = List.copyOf(files);
        environment = Map.copyOf(environment);
    }

    /** Those of a project, as this process finds them. */
    static Layers of(Path home) {
        return of(home, System.getenv(), Path.of(System.getProperty("user.home")));
    }

    /**
     * Those of a project.
     *
     * @param user the user's own directory
     */
    static Layers of(Path home, Map<String, String> environment, Path user) {
        List<Path> files = new ArrayList<>();
        String chosen = environment.getOrDefault(CHOSEN, "");
        if (chosen.isBlank()) {
            files.add(MACHINE);
            String personal = environment.getOrDefault("XDG_CONFIG_HOME", "");
            files.add(
                    (personal.isBlank() ? user.resolve(".config") : Path.of(personal))
                            .resolve("xcflow/config.yaml"));
        } else if (!chosen.equals("none")) {
            for (String file : chosen.split(":")) {
                files.add(Path.of(file).toAbsolutePath());
            }
        }
        PROJECT.forEach(name -> files.add(home.resolve(name)));
        return new Layers(files, environment);
    }
}

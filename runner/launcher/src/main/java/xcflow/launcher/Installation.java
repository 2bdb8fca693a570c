package xcflow.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import xcflow.runner.command.Xcflow;
import xcflow.spi.LaunchProfile;

/**
 * Writes what the launcher reads: an argument file for each profile and version of Java, and a
 * table.
 */
public final class Installation {
    private Installation() {}

    /**
     * Writes the files.
     *
     * @param arguments the directory of the build, and the commit that it was made from, perhaps
     *     empty
     */
    public static void main(String[] arguments) throws IOException {
        Path build = Path.of(arguments[0]);
        for (LaunchProfile profile : LaunchProfile.values()) {
            write(build, name(profile), ArgumentFiles.of(profile));
        }
        for (int level : ArgumentFiles.LEVELS) {
            write(build, "java-" + level, ArgumentFiles.common(level, arguments[1]));
        }
        write(build, "profiles", ProfileTable.of(Xcflow.commandLine()));
    }

    /** Name of a profile's argument file, by which the table calls it too. */
    static String name(LaunchProfile profile) {
        return profile.name().toLowerCase(Locale.ROOT);
    }

    private static void write(Path build, String name, List<String> lines) throws IOException {
        Files.writeString(build.resolve(name), String.join("\n", lines) + "\n");
    }
}

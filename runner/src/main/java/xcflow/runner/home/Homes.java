package xcflow.runner.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import xcflow.storage.home.Home;
import xcflow.workflows.text.InvalidInputException;

/** Homes with the settings that lie in them. */
public final class Homes {
    /** Name of the file of settings. */
    private static final String SETTINGS = "home.yaml";

    private Homes() {}

    /**
     * The home in a directory; nothing is created or opened. Without a file of settings, which most
     * homes do not have, everything is in the directory.
     *
     * @throws UnusableHomeException if the settings cannot be used
     */
    public static Home at(Path directory) {
        Path file = directory.resolve(SETTINGS);
        if (!Files.exists(file)) {
            return new Home(directory);
        }
        try {
            return new Home(directory, HomeSettings.read(file));
        } catch (InvalidInputException e) {
            throw new UnusableHomeException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UnusableHomeException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}

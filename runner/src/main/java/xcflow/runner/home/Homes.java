package xcflow.runner.home;

import java.io.IOException;
import java.nio.file.Path;
import xcflow.runner.config.Configuration;
import xcflow.storage.home.Home;
import xcflow.workflows.text.InvalidInputException;

/** Homes with the settings that count for them. */
public final class Homes {
    private Homes() {}

    /**
     * The home in a directory; nothing is created or opened. Without settings, which most users do
     * not have, everything is in the directory.
     *
     * @throws UnusableHomeException if the settings cannot be used
     */
    public static Home at(Path directory) {
        try {
            return new Home(directory, Stores.of(settings(directory)));
        } catch (InvalidInputException e) {
            throw new UnusableHomeException(e.getMessage(), e);
        }
    }

    /**
     * The settings that count for a home.
     *
     * @throws UnusableHomeException if they cannot be used
     */
    public static Configuration settings(Path directory) {
        try {
            return Configuration.of(directory);
        } catch (InvalidInputException e) {
            throw new UnusableHomeException(e.getMessage(), e);
        } catch (IOException e) {
            throw new UnusableHomeException("the settings cannot be read: " + e.getMessage(), e);
        }
    }
}

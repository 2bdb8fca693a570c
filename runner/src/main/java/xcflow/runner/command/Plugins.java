package xcflow.runner.command;

import java.io.File;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.ZipFile;
import xcflow.workflows.schema.UnusablePluginException;

/** The jars with further tasks, before Java passes over those that it cannot read. */
final class Plugins {
    private static final String VARIABLE = "XCFLOW_PLUGINS";

    private Plugins() {}

    /**
     * Looks at what the user named.
     *
     * @throws UnusablePluginException if a file is missing or no jar
     */
    static void check() {
        String named = System.getenv(VARIABLE);
        if (named == null) {
            return;
        }
        for (String path : named.split(File.pathSeparator)) {
            File file = new File(path);
            if (!path.isBlank() && !file.isDirectory()) {
                open(file);
            }
        }
    }

    private static void open(File file) {
        if (!file.canRead()) {
            throw new UnusablePluginException(
                    String.format(
                            Locale.ROOT,
                            "xcflow: %s names %s, which %s",
                            VARIABLE,
                            file,
                            file.exists() ? "cannot be read" : "does not exist"),
                    null);
        }
        try (ZipFile jar = new ZipFile(file)) {
            jar.size();
        } catch (IOException e) {
            throw new UnusablePluginException(
                    String.format(
                            Locale.ROOT,
                            "xcflow: %s names %s, which is not a jar: %s",
                            VARIABLE,
                            file,
                            e.getMessage()),
                    e);
        }
    }
}

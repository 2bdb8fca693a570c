package xcflow.runner.version;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/**
 * Which xcflow this is: the version comes from Maven, the commit from the build on first use
 * through the launcher. The commit is in no jar, so that builds of the same sources are the same
 * bytes, and in no cache key; executions record it.
 */
public final class Version implements IVersionProvider {
    private static final String COMMIT = "xcflow.commit";

    /** Name, version, and the commit if it is known. */
    public static String text() {
        String commit = System.getProperty(COMMIT, "");
        return "xcflow " + number() + (commit.isEmpty() ? "" : " (" + commit + ")");
    }

    /** The version alone, such as {@code 0.1.0}. */
    static String number() {
        try (InputStream file = Version.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String[] getVersion() {
        return new String[] {text()};
    }
}

package xcflow.runner.web;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import xcflow.runner.http.TlsFiles;

/**
 * How the server is reached.
 *
 * @param host name or address to listen at
 * @param port 0: any that is free
 * @param names further names under which it may be addressed
 * @param insecure whether tokens may cross a network readable by all
 * @param directory in which workflows are looked for
 */
public record SiteSettings(
        String host,
        int port,
        List<String> names,
        Optional<TlsFiles> tls,
        boolean insecure,
        Path directory) {

    /** The same at another port. */
    public SiteSettings at(int other) {
        return new SiteSettings(host, other, names, tls, insecure, directory);
    }
}

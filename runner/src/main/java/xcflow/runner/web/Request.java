package xcflow.runner.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of an HTTP request, as far as it matters here.
 *
 * @param path decoded, without the query
 * @param host that the client thinks it talks to, without the port, in lower case; may be empty
 */
record Request(String method, String path, String host) {
    private static final int LONGEST = 16 << 10;
    private static final Pattern FIRST_LINE =
            Pattern.compile("([A-Z]{1,20}) (\\S{1,4000}) HTTP/1\\.[01]");
    private static final Pattern PORT = Pattern.compile(":[0-9]{1,5}$");

    /** A request that is not answered. */
    static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        UnusableException(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /**
     * Reads up to the empty line and nothing after it.
     *
     * @throws UnusableException if it is none, or too long
     * @throws IOException if the client goes away or is too slow
     */
    static Request read(InputStream in) throws IOException, UnusableException {
        List<String> lines = head(in).lines().toList();
        Matcher first = FIRST_LINE.matcher(lines.isEmpty() ? "" : lines.get(0));
        if (!first.matches()) {
            throw new UnusableException(400, "this is not a request");
        }
        String host = "";
        for (String line : lines.subList(1, lines.size())) {
            if (line.regionMatches(true, 0, "Host:", 0, 5)) {
                String named = line.substring(5).strip().toLowerCase(Locale.ROOT);
                host = PORT.matcher(named).replaceFirst("");
                break;
            }
        }
        return new Request(first.group(1), path(first.group(2)), host);
    }

    private static String path(String target) throws UnusableException {
        try {
            String path = new URI(target).getPath();
            return path == null ? "" : path;
        } catch (URISyntaxException e) {
            throw new UnusableException(400, "this is not an address");
        }
    }

    private static String head(InputStream in) throws IOException, UnusableException {
        byte[] bytes = new byte[LONGEST];
        int length = 0;
        // Reading stops at the empty line, so that it needs no more than what the client sent.
        while (length < LONGEST) {
            int count = in.read(bytes, length, LONGEST - length);
            if (count < 0) {
                throw new IOException("the request ends too early");
            }
            String all = new String(bytes, 0, length + count, StandardCharsets.ISO_8859_1);
            int from = Math.max(0, length - 3);
            length += count;
            if (all.indexOf("\r\n\r\n", from) >= 0 || all.indexOf("\n\n", from) >= 0) {
                return all;
            }
        }
        throw new UnusableException(431, "the request is too long");
    }
}

package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every field that a file, a command or a computation can fill is filled with markup; then all
 * pages are read that links lead to.
 */
class HostileTextTest {
    private static final String PROBE =
            "<img src=x onerror=\"window.probed=1\">'\"><script>x</script>";
    private static final Pattern LINK = Pattern.compile("href=\"(/[^\"#]*)");
    private static final int MOST_PAGES = 600;

    @TempDir private Path directory;
    private Process server;

    @AfterEach
    void end() throws Exception {
        if (server != null) {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    void noPageTrustsAnyText() throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        fill(xcflow);
        server =
                xcflow.start("serve", "--json", "--port", "0", "--directory", directory.toString());
        CommandLine.until(() -> xcflow.printed().contains("\"address\"") || !server.isAlive());
        String address =
                xcflow.printed()
                        .lines()
                        .filter(line -> line.contains("\"address\""))
                        .map(line -> JsonMapper.shared().readTree(line).get("address").asString())
                        .findFirst()
                        .orElseThrow();
        Map<String, HttpResponse<String>> pages = pages(URI.create(address));
        assertThat(pages).hasSizeBetween(40, MOST_PAGES);
        int shown = 0;
        for (Map.Entry<String, HttpResponse<String>> page : pages.entrySet()) {
            HttpResponse<String> reply = page.getValue();
            assertThat(reply.statusCode()).as(page.getKey()).isLessThan(500);
            String policy = reply.headers().firstValue("Content-Security-Policy").orElse("");
            if (page.getKey().endsWith("/content")) {
                assertThat(policy).as(page.getKey()).startsWith("sandbox; default-src 'none'");
            } else if (type(reply).startsWith("text/html")) {
                assertThat(policy).as(page.getKey()).doesNotContain("script-src 'unsafe-inline'");
                assertThat(reply.body())
                        .as(page.getKey())
                        .doesNotContain(
                                "<img src=x", "<script>x", "\"><script", "href=\"javascript");
                shown += reply.body().contains("&lt;img src=x onerror=") ? 1 : 0;
            } else {
                assertThat(reply.headers().firstValue("X-Content-Type-Options"))
                        .as(page.getKey())
                        .contains("nosniff");
            }
        }
        assertThat(pages.get("/audit").body()).contains("All is well", "what led to small@1");
        // What would prove nothing if the text were nowhere.
        assertThat(shown).isGreaterThan(12);
    }

    private static String type(HttpResponse<String> reply) {
        return reply.headers().firstValue("Content-Type").orElse("");
    }

    private static Map<String, HttpResponse<String>> pages(URI address) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        Map<String, HttpResponse<String>> pages = new LinkedHashMap<>();
        Deque<String> open =
                new ArrayDeque<>(
                        List.of("/", "/compare?run=1&run=2", "/functionals", "/runs/1/report"));
        while (!open.isEmpty() && pages.size() <= MOST_PAGES) {
            String path = open.remove();
            if (pages.containsKey(path) || path.startsWith("/assets/") || isAnother(path, pages)) {
                continue;
            }
            HttpResponse<String> reply =
                    client.send(
                            HttpRequest.newBuilder(address.resolve(path)).build(),
                            HttpResponse.BodyHandlers.ofString());
            pages.put(path, reply);
            if (type(reply).startsWith("text/html") && !path.endsWith("/content")) {
                Matcher link = LINK.matcher(reply.body());
                while (link.find()) {
                    open.add(link.group(1).replace("&amp;", "&"));
                }
            }
        }
        return pages;
    }

    /** One structure of the library is like another. */
    private static boolean isAnother(String path, Map<String, ?> pages) {
        return path.startsWith("/structures/named/")
                && pages.keySet().stream().anyMatch(p -> p.startsWith("/structures/named/"));
    }

    private static void fill(CommandLine xcflow) throws Exception {
        xcflow.file("probe.txt", PROBE);
        xcflow.file(
                "probes.yaml",
                """
                name: PROBE
                description: PROBE
                parameters:
                  text: {type: string, default: PROBE, description: PROBE}
                steps:
                  table:
                    description: PROBE
                    uses: shell
                    matrix: {kind: [PROBE, other]}
                    with:
                      command: 'cat "$SOURCE/probe.txt"; (cat "$SOURCE/probe.txt"; echo ,b; cat "$SOURCE/probe.txt"; echo ,2) > "$(cat "$SOURCE/probe.txt" | tr -d /).csv"'
                      environment: {SOURCE: "DIRECTORY"}
                      outputs: {table: "*.csv"}
                  picture:
                    uses: shell
                    with:
                      command: '(echo "<svg xmlns=\\"http://www.w3.org/2000/svg\\"><script>window.probed=1</script><text>"; cat "$SOURCE/probe.txt"; echo "</text></svg>") > p.svg; cp "$SOURCE/probe.txt" n.md; (echo 1; cat "$SOURCE/probe.txt"; echo; echo H 0 0 0) > g.xyz; printf "a,\\377\\n1,2\\n" > t.csv; echo PK > a.npz'
                      environment: {SOURCE: "DIRECTORY"}
                      outputs: {picture: p.svg, note: n.md, geometry: g.xyz, bytes: t.csv, arrays: a.npz}
                  broken:
                    uses: shell
                    with:
                      command: 'cat "$SOURCE/probe.txt" >&2; exit 3'
                      environment: {SOURCE: "DIRECTORY"}
                outputs:
                  table: ${{ steps.table }}
                """
                        .replace("PROBE", "'" + PROBE.replace("'", "''") + "'")
                        .replace("DIRECTORY", xcflow.directory().toString()));
        xcflow.file(
                "lineage.yaml",
                """
                name: lineage
                steps:
                  descriptors:
                    uses: sample-descriptors
                    with: {molecules: [H2], functional: PBE, gaussian: {basis: sto-3g}}
                  clone:
                    uses: clone
                    with: {name: small, reference: PBE, dataset: "${{ steps.descriptors.dataset }}", architecture: constrained, seed: 1, iterations: 2, network: {width: 4, depth: 1}}
                """);
        String file = xcflow.directory() + "/probes.yaml";
        CommandLine.Result failed =
                xcflow.run(
                        "run",
                        file,
                        "-q",
                        "--name",
                        "first try",
                        "--label",
                        "site=" + PROBE,
                        "--note",
                        PROBE);
        assertThat(failed.status()).as(failed.err()).isEqualTo(1);
        xcflow.ok("run", xcflow.directory() + "/lineage.yaml", "-q");
        xcflow.ok("functional", "note", "small@1", PROBE);
        xcflow.ok("functional", "note", "small@1", "stage: reviewed " + PROBE);
        xcflow.ok("audit");
        xcflow.ok("audit", "small@1");
    }
}

package xcflow.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a small project gives away: archives, records, keys. */
final class SampleProject {
    private static final String WORKFLOW =
            """
            name: given
            steps:
              a: {uses: random-functional, with: {name: rf}}
              b: {uses: assert, needs: [a], with: {that: true}}
            outputs: {f: "${{ steps.a.functional }}"}
            """;

    private SampleProject() {}

    private static CommandLine made(CommandLine xcflow) throws IOException {
        Path elsewhere = xcflow.directory().resolve("elsewhere");
        CommandLine other = new CommandLine(Files.createDirectories(elsewhere));
        other.ok("run", other.file("given.yaml", WORKFLOW).toString(), "-q");
        return other;
    }

    /** A run as a zip. */
    static byte[] archive(CommandLine xcflow) throws IOException {
        Path archive = xcflow.directory().resolve("elsewhere/given.zip");
        made(xcflow).ok("export", "latest", archive.toString());
        return Files.readAllBytes(archive);
    }

    /** The records of a run that is beside them, as a directory. */
    static byte[] records(CommandLine xcflow) throws IOException {
        Path archive = xcflow.directory().resolve("archive");
        made(xcflow).ok("export", "latest", archive.toString());
        return Files.readAllBytes(archive.resolve("records.jsonl"));
    }

    /** A signed run beside the key that it is verified with. */
    static byte[] publicKey(CommandLine xcflow) throws IOException {
        CommandLine other = made(xcflow);
        String key = xcflow.directory().resolve("key").toString();
        other.ok("audit", "--new-key", key);
        other.ok("export", "latest", xcflow.directory().resolve("a.zip").toString(), "--sign", key);
        return Files.readAllBytes(Path.of(key + ".pub"));
    }
}

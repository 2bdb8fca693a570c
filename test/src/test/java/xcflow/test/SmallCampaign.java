package xcflow.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import xcflow.runner.home.Project;

/**
 * A real campaign with almost no work: two clones of PBE from different data, and a functional
 * fine-tuned from the first. Copies of its project can be damaged.
 */
final class SmallCampaign {
    static final String WORKFLOW =
            """
            name: small
            steps:
              descriptors:
                uses: sample-descriptors
                matrix: {level: [1, 2]}
                with: {molecules: [H2], functional: PBE, gaussian: {basis: sto-3g, grid-level: "${{ matrix.level }}"}}
              clone:
                uses: clone
                matrix: {i: [0, 1]}
                with:
                  name: clone-${{ matrix.i }}
                  reference: PBE
                  dataset: ${{ steps.descriptors[matrix.i].dataset }}
                  architecture: constrained
                  iterations: 4
                  network: {width: 4, depth: 1}
              validate:
                uses: scf-validate
                with: {functional: "${{ steps.clone[0].functional }}", reference: PBE, molecules: [H2], gaussian: {basis: sto-3g, grid-level: 1}}
              fine-tune:
                uses: fine-tune
                with:
                  functional: ${{ steps.clone[0].functional }}
                  name: tuned
                  train: [H2]
                  reference: PBE
                  gaussian: {basis: sto-3g, grid-level: 1}
                  iterations: 1
            """;

    final CommandLine xcflow;
    final String file;

    private SmallCampaign(Path directory) throws IOException {
        this.xcflow = new CommandLine(Files.createDirectories(directory));
        this.file = xcflow.file("small.yaml", WORKFLOW).toString();
    }

    /** Runs the campaign in a new project. */
    static SmallCampaign run(Path directory) throws IOException {
        SmallCampaign campaign = new SmallCampaign(directory);
        campaign.xcflow.ok("run", campaign.file, "-q");
        return campaign;
    }

    /** The same file, but no project yet. */
    static SmallCampaign unborn(Path directory) throws IOException {
        return new SmallCampaign(directory);
    }

    /** The same in another directory. */
    SmallCampaign copy(Path directory) throws IOException {
        SmallCampaign copy = new SmallCampaign(directory);
        Path home = xcflow.home();
        try (Stream<Path> files = Files.walk(home)) {
            for (Path source : (Iterable<Path>) files::iterator) {
                Path target = copy.xcflow.home().resolve(home.relativize(source).toString());
                Files.copy(source, target);
            }
        }
        return copy;
    }

    /** Changes the database behind the program's back. */
    int sql(String statement) throws IOException {
        try (Project project = Project.open(xcflow.home())) {
            return project.provenance().database().atomically(sql -> sql.update(statement));
        }
    }

    /** Digest of a functional's file. */
    String digest(String functional) {
        return xcflow.ok("functional", "show", functional, "--json")
                .json()
                .get("digest")
                .asString();
    }

    /** Where an artefact's content lies. */
    Path object(String digest) {
        return xcflow.home()
                .resolve("objects")
                .resolve(digest.substring(0, 2))
                .resolve(digest.substring(2));
    }

    /** All contents in the project. */
    List<Path> objects() {
        return files(xcflow.home().resolve("objects"));
    }

    static List<Path> files(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package xcflow.runner.home;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import xcflow.provenance.Provenance;
import xcflow.provenance.move.LedgerMove;
import xcflow.provenance.record.Run;
import xcflow.provenance.state.RunState;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.ObjectStore;
import xcflow.storage.home.Home;
import xcflow.storage.home.StoreSettings;

/**
 * Moves a project to the stores of another home. First the artefacts, each verified while it is
 * read and again while it is written, then all records at once: whatever interrupts it, the other
 * home has no records before it has all, and the move can be begun again.
 */
public final class HomeMove {
    private final Project project;
    private final Path target;

    /**
     * What was moved.
     *
     * @param objects number of artefacts that were copied
     * @param shared whether both homes have the same directory of artefacts
     */
    public record Moved(LedgerMove.Moved records, long objects, boolean shared) {}

    public HomeMove(Project project, Path target) {
        this.project = project;
        this.target = target;
    }

    /**
     * @throws UnusableHomeException if a run is being worked on, or both homes have the same
     *     records
     */
    public Moved move() throws IOException {
        Home there = Homes.at(target);
        requireOther(there);
        requireQuiet();
        boolean shared = objects(project.home()).equals(objects(there));
        ObjectStore store = there.objects();
        long copied = shared ? 0 : copy(store);
        String identity = project.provenance().tickets().project();
        try (LedgerDatabase database = there.database(Provenance.schema())) {
            LedgerMove.Moved moved =
                    new LedgerMove(project.provenance().database(), database).copy();
            if (there.stores().objects().isPresent()) {
                store.claim(identity);
            }
            // From here on this home is another project, which must not delete what is shared.
            project.provenance().tickets().renounce();
            return new Moved(moved, copied, shared);
        }
    }

    private void requireOther(Home there) {
        boolean same =
                there.stores().database().isPresent()
                        ? there.stores().database().equals(project.home().stores().database())
                        : project.home().stores().database().isEmpty()
                                && there.directory().equals(project.home().directory());
        if (same) {
            throw new UnusableHomeException(
                    "both homes have the same records: nothing is to be moved", null);
        }
    }

    private void requireQuiet() throws IOException {
        for (Run run : project.ledger().runs(0, Integer.MAX_VALUE)) {
            if (run.state() == RunState.RUNNING && RunLock.taken(project, run.id())) {
                throw new UnusableHomeException(
                        "run " + run.id() + " is being worked on; wait for it or cancel it", null);
            }
        }
    }

    /** The same for homes that share their artefacts. */
    private static Object objects(Home home) {
        return home.stores().objects().orElse(null) instanceof StoreSettings.Bucket bucket
                ? bucket.address()
                : home.stores().directory().orElse(home.directory().resolve("objects"));
    }

    private long copy(ObjectStore store) throws IOException {
        List<String> missing = new ArrayList<>();
        project.objects()
                .forEach(
                        digest -> {
                            if (!store.contains(digest)) {
                                missing.add(digest);
                            }
                        });
        for (String digest : missing) {
            ObjectStore.Stored stored =
                    store.store(
                            out -> {
                                try (InputStream in = project.objects().open(digest)) {
                                    in.transferTo(out);
                                }
                            },
                            digest);
            if (!stored.digest().equals(digest)) {
                throw new UncheckedIOException(
                        new IOException("artefact " + digest + " was altered on its way"));
            }
        }
        return missing.size();
    }
}

package xcflow.runner.results;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import xcflow.spi.Artefact;
import xcflow.storage.ObjectStore;
import xcflow.storage.Sha256;
import xcflow.workflows.model.ResultsDirectory.Link;

/**
 * Brings the files of a run into a directory, each by a rename, and removes those of an earlier run
 * of the same workflow. What it did not place itself, or what was changed since, it leaves alone
 * and tells of.
 */
final class Placement {
    private static final String LOCK = ".xcflow-results.lock";
    private static final String TEMPORARY = ".xcflow-placing-";

    private final ObjectStore objects;
    private final Path directory;
    private final String workflow;
    private final Link link;
    private final boolean force;

    /** What was done: paths. */
    record Done(
            List<String> placed,
            List<String> unchanged,
            List<String> removed,
            Map<String, String> kept) {
        Done() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>());
        }
    }

    /**
     * @param workflow whose results they are; several may share a directory
     * @param force whether files of the user's are overwritten
     */
    Placement(ObjectStore objects, Path directory, String workflow, Link link, boolean force) {
        this.objects = objects;
        this.directory = directory;
        this.workflow = workflow;
        this.link = link;
        this.force = force;
    }

    Done place(Map<String, ResultFiles.Wanted> wanted) throws IOException {
        Files.createDirectories(directory);
        try (FileChannel channel =
                        FileChannel.open(
                                directory.resolve(LOCK),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            return locked(wanted);
        }
    }

    private Done locked(Map<String, ResultFiles.Wanted> wanted) throws IOException {
        Done done = new Done();
        PlacedFiles before = PlacedFiles.of(directory);
        Map<String, ResultFiles.Wanted> now = new LinkedHashMap<>();
        for (Map.Entry<String, ResultFiles.Wanted> each : wanted.entrySet()) {
            String path = each.getKey();
            String obstacle = force ? null : obstacle(path, each.getValue(), before);
            if (obstacle == null) {
                now.put(path, each.getValue());
                before.expect(workflow, path, each.getValue().sha256());
            } else {
                done.kept().put(path, obstacle);
            }
        }
        // Should the process be killed in between, what it placed is still known as ours.
        before.write();
        for (Map.Entry<String, ResultFiles.Wanted> each : now.entrySet()) {
            place(each.getKey(), each.getValue(), done);
            before.placed(workflow, each.getKey(), each.getValue().sha256());
        }
        for (String path : before.paths(workflow)) {
            if (!wanted.containsKey(path)) {
                remove(path, before, done);
            }
        }
        before.write();
        return done;
    }

    /** Why a file must not be placed; null if it may be. */
    private String obstacle(String path, ResultFiles.Wanted wanted, PlacedFiles before)
            throws IOException {
        for (Path parent = Path.of(path).getParent(); parent != null; parent = parent.getParent()) {
            Path place = directory.resolve(parent);
            if (Files.isSymbolicLink(place)
                    || Files.exists(place, LinkOption.NOFOLLOW_LINKS)
                            && !Files.isDirectory(place)) {
                return parent + " is no directory";
            }
        }
        Path place = directory.resolve(path);
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return null;
        }
        String other = before.other(workflow, path);
        if (other != null) {
            return "it belongs to the workflow " + other;
        }
        if (Files.isDirectory(place, LinkOption.NOFOLLOW_LINKS)) {
            return "it is a directory";
        }
        List<String> ours = before.digests(workflow, path);
        if (ours.isEmpty()) {
            return "it was there before";
        }
        return isOurs(place, ours) || wanted.sha256().equals(digest(place))
                ? null
                : "it was changed by somebody";
    }

    private static boolean isOurs(Path place, List<String> digests) throws IOException {
        return Files.isSymbolicLink(place)
                ? digests.contains(Files.readSymbolicLink(place).getFileName().toString())
                        || digests.contains(digest(place))
                : digests.contains(digest(place));
    }

    private static String digest(Path file) throws IOException {
        return Files.isRegularFile(file) ? Sha256.of(file) : "";
    }

    private void place(String path, ResultFiles.Wanted wanted, Done done) throws IOException {
        Path place = directory.resolve(path);
        boolean symbolic = link == Link.SYMLINK && wanted.artefact() != null;
        if (Files.isSymbolicLink(place) == symbolic && wanted.sha256().equals(digest(place))) {
            done.unchanged().add(path);
            return;
        }
        Files.createDirectories(place.getParent());
        Path temporary = place.resolveSibling(TEMPORARY + UUID.randomUUID());
        try {
            if (wanted.artefact() == null) {
                Files.write(temporary, wanted.text());
            } else {
                bring(wanted.artefact(), temporary);
            }
            Files.move(
                    temporary,
                    place,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            done.placed().add(path);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void bring(Artefact artefact, Path to) throws IOException {
        switch (link) {
            case SYMLINK ->
                    Files.createSymbolicLink(to, objects.file(artefact.digest()).toRealPath());
            case HARD -> {
                try {
                    Files.createLink(to, objects.file(artefact.digest()));
                } catch (IOException | UnsupportedOperationException e) {
                    copy(artefact, to);
                }
            }
            case REFLINK -> {
                if (!reflink(objects.file(artefact.digest()), to)) {
                    copy(artefact, to);
                }
            }
            case COPY -> copy(artefact, to);
        }
    }

    private void copy(Artefact artefact, Path to) throws IOException {
        try (InputStream content = objects.open(artefact.digest())) {
            Files.copy(content, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** By the program of the system: there is no other way in Java to share blocks of a file. */
    private static boolean reflink(Path from, Path to) throws IOException {
        try {
            Process process =
                    new ProcessBuilder("cp", "--reflink=auto", "--", from.toString(), to.toString())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            boolean copied =
                    process.waitFor(10, TimeUnit.MINUTES)
                            && process.exitValue() == 0
                            && Sha256.of(from).equals(digest(to));
            return copied && to.toFile().setWritable(true, true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    private void remove(String path, PlacedFiles before, Done done) throws IOException {
        Path place = directory.resolve(path);
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            if (!isOurs(place, before.digests(workflow, path))) {
                done.kept().put(path, "it is no result any more, but was changed by somebody");
                before.forget(workflow, path);
                return;
            }
            Files.delete(place);
            done.removed().add(path);
        }
        before.forget(workflow, path);
        for (Path parent = place.getParent();
                !parent.equals(directory);
                parent = parent.getParent()) {
            try (var left = Files.list(parent)) {
                if (left.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(parent);
        }
    }
}

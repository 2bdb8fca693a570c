package xcflow.storage.files;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;

/**
 * Remembers of objects that were hashed and found right how their files looked then, so that those
 * that look the same are not hashed again. Kept in one file that grows at its end by entries of 64
 * bytes; it may be lost, cut or deleted at any time, which costs only that objects are hashed
 * again. Thread-safe, also across processes.
 *
 * <p>What this trusts and what it does not see is written down in {@code docs/decisions}. An audit
 * does not ask it.
 */
public final class VerificationMemo {
    private static final int ENTRY = 64;
    private static final int DIGEST = 32;

    /** Entries that say nothing new and may lie in the file before it is written anew. */
    private static final int STALE = 10_000;

    private final Path file;
    private final Map<String, Look> hashedHere = new HashMap<>();
    private Map<String, Look> known;

    public VerificationMemo(Path file) {
        this.file = file;
    }

    /** Whether the object was found right when its file looked like this. */
    public synchronized boolean knows(String digest, Look look) {
        return look.equals(known().get(digest));
    }

    /** Whether this process itself hashed all of the object when its file looked like this. */
    public synchronized boolean hashedHere(String digest, Look look) {
        return look.equals(hashedHere.get(digest));
    }

    /** Notes that this process found an object's content right. */
    public synchronized void note(String digest, Look look) {
        hashedHere.put(digest, look);
        remember(digest, look);
    }

    private void remember(String digest, Look look) {
        if (look.equals(known().put(digest, look))) {
            return;
        }
        try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
            out.write(entry(digest, look)); // One write, so that entries of processes do not mix.
        } catch (IOException e) {
            // A full disk or a store that cannot be written to: this process still remembers.
            return;
        }
    }

    /** Forgets an object, for this process and for those that begin later. */
    public synchronized void forget(String digest) {
        hashedHere.remove(digest);
        if (known().remove(digest) != null) {
            remember(digest, new Look(-1, 0, 0, 0));
            known.remove(digest);
        }
    }

    private Map<String, Look> known() {
        if (known == null) {
            known = new HashMap<>();
            read();
        }
        return known;
    }

    private void read() {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return;
        } catch (IOException e) {
            return; // Everything will be hashed again.
        }
        ByteBuffer entries = ByteBuffer.wrap(bytes);
        byte[] digest = new byte[DIGEST];
        int count = 0;
        for (; entries.remaining() >= ENTRY; count++) {
            entries.get(digest);
            known.put(
                    HexFormat.of().formatHex(digest),
                    new Look(
                            entries.getLong(),
                            entries.getLong(),
                            entries.getLong(),
                            entries.getLong()));
        }
        if (entries.remaining() > 0 || count > known.size() + STALE) {
            rewrite();
        }
    }

    /** Drops what is stale or torn; what another process appends meanwhile may be lost. */
    private void rewrite() {
        Path fresh = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
        ByteBuffer bytes = ByteBuffer.allocate(ENTRY * known.size());
        known.forEach((digest, look) -> bytes.put(entry(digest, look)));
        try {
            Files.write(fresh, bytes.array());
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            fresh.toFile().delete();
        }
    }

    private static byte[] entry(String digest, Look look) {
        return ByteBuffer.allocate(ENTRY)
                .put(HexFormat.of().parseHex(digest))
                .putLong(look.size())
                .putLong(look.modified())
                .putLong(look.changed())
                .putLong(look.inode())
                .array();
    }
}

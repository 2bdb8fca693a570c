package xcflow.runner.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of a home, with which the digests of secrets are made: without it nobody can find a
 * secret by trying. It is drawn when it is first needed, lies in {@code secret.key} for its owner
 * alone, and is never exported.
 */
final class SecretKey {
    private static final int BYTES = 32;

    private final Path file;
    private byte[] key;

    SecretKey(Path home) {
        this.file = home.resolve("secret.key");
    }

    /** HMAC-SHA-256 of a value, in hexadecimal digits. */
    synchronized String digest(String value) throws IOException {
        if (key == null) {
            key = Files.exists(file) ? read() : draw();
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] read() throws IOException {
        try {
            byte[] read = HexFormat.of().parseHex(Files.readString(file).strip());
            if (read.length == BYTES) {
                return read;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new IOException(
                file
                        + " is damaged: it must be 64 hexadecimal digits. If it is deleted, results"
                        + " that depend on secrets are computed again");
    }

    /** Draws a key; of several processes all get the same. */
    private byte[] draw() throws IOException {
        byte[] drawn = new byte[BYTES];
        new SecureRandom().nextBytes(drawn);
        Files.createDirectories(file.getParent());
        Path draft = Files.createTempFile(file.getParent(), "secret", ".tmp");
        try {
            try {
                Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
            } catch (UnsupportedOperationException e) {
                // There are no such rights here.
            }
            Files.writeString(draft, HexFormat.of().formatHex(drawn) + "\n");
            try {
                Files.createLink(file, draft);
            } catch (FileAlreadyExistsException e) {
                // Another process was faster.
            } catch (UnsupportedOperationException | IOException e) {
                if (!Files.exists(file)) {
                    Files.move(draft, file);
                }
            }
            return read();
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}

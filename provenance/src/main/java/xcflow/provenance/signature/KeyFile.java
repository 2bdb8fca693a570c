package xcflow.provenance.signature;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Locale;

/**
 * Ed25519 keys in PEM files, as {@code openssl genpkey -algorithm ed25519} and {@code openssl pkey
 * -pubout} write them: the private key in a file of the user's choosing, the public key in a file
 * of the same name with {@code .pub} after it.
 */
public final class KeyFile {
    private static final String ALGORITHM = "Ed25519";
    private static final long LONGEST = 1 << 16;

    private KeyFile() {}

    /** File of the public key that belongs to a private key. */
    public static Path publicFile(Path privateFile) {
        return privateFile.resolveSibling(privateFile.getFileName() + ".pub");
    }

    /**
     * Makes a pair of keys; only the user can read the private one.
     *
     * @throws FileAlreadyExistsException if one of the files exists
     */
    public static void generate(Path privateFile) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        try {
            Files.createFile(
                    privateFile,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (UnsupportedOperationException e) {
            Files.createFile(privateFile);
        }
        Files.writeString(privateFile, pem("PRIVATE KEY", pair.getPrivate()));
        Path publicFile = Files.createFile(publicFile(privateFile));
        Files.writeString(publicFile, pem("PUBLIC KEY", pair.getPublic()));
    }

    private static String pem(String type, Key key) {
        return String.format(
                Locale.ROOT,
                "-----BEGIN %s-----\n%s\n-----END %s-----\n",
                type,
                Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded()),
                type);
    }

    /**
     * Reads a private key.
     *
     * @throws UnusableKeyException if the file holds none
     */
    public static PrivateKey readPrivate(Path file) throws IOException, GeneralSecurityException {
        return read(
                file,
                "PRIVATE KEY",
                (keys, bytes) -> keys.generatePrivate(new PKCS8EncodedKeySpec(bytes)));
    }

    /**
     * Reads a public key.
     *
     * @throws UnusableKeyException if the file holds none
     */
    public static PublicKey readPublic(Path file) throws IOException, GeneralSecurityException {
        return read(
                file,
                "PUBLIC KEY",
                (keys, bytes) -> keys.generatePublic(new X509EncodedKeySpec(bytes)));
    }

    /** Makes a key of what a file holds. */
    private interface Decoder<K> {
        K decode(KeyFactory keys, byte[] bytes) throws InvalidKeySpecException;
    }

    private static <K> K read(Path file, String type, Decoder<K> decoder)
            throws IOException, GeneralSecurityException {
        KeyFactory keys = KeyFactory.getInstance(ALGORITHM);
        try {
            return decoder.decode(keys, content(file, type));
        } catch (InvalidKeySpecException | IllegalArgumentException | CharacterCodingException e) {
            throw new UnusableKeyException(
                    file
                            + " is damaged, or no "
                            + ALGORITHM
                            + " key: its "
                            + type
                            + " cannot be read");
        }
    }

    private static byte[] content(Path file, String type) throws IOException {
        if (Files.exists(file) && (!Files.isRegularFile(file) || Files.size(file) > LONGEST)) {
            throw new UnusableKeyException(file + " is not the file of a key");
        }
        String text = Files.readString(file);
        String begin = "-----BEGIN " + type + "-----";
        String end = "-----END " + type + "-----";
        int from = text.indexOf(begin);
        int to = text.indexOf(end);
        if (from < 0 || to < from) {
            throw new UnusableKeyException(file + " does not hold a PEM \"" + type + "\"");
        }
        byte[] content = Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
        // Keys of this kind are shorter than 128 bytes, whose number is in one byte of the
        // encoding; the decoder of the JDK reads no further and tells nothing of what follows.
        if (content.length < 2 || content.length != 2 + content[1]) {
            throw new IllegalArgumentException("the key and its length differ");
        }
        return content;
    }

    /** A public key in one line. */
    static String text(PublicKey key) {
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }
}

package xcflow.provenance.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Map;
import xcflow.provenance.json.CanonicalJson;
import xcflow.storage.Sha256;

/**
 * An Ed25519 signature of a digest.
 *
 * @param publicKey Base64 of its X.509 encoding
 * @param signature Base64 of the signature of the canonical JSON of purpose and digest
 */
public record DigestSignature(String publicKey, String signature) {
    private static final String ALGORITHM = "Ed25519";

    /**
     * Signs.
     *
     * @param purpose what the digest is of, so that a signature cannot be used for something else
     * @throws GeneralSecurityException if the keys do not belong to each other
     */
    public static DigestSignature of(
            String purpose, String digest, PrivateKey privateKey, PublicKey publicKey)
            throws GeneralSecurityException {
        Signature signer = Signature.getInstance(ALGORITHM);
        signer.initSign(privateKey);
        signer.update(message(purpose, digest));
        DigestSignature made =
                new DigestSignature(
                        KeyFile.text(publicKey), Base64.getEncoder().encodeToString(signer.sign()));
        if (!made.signs(purpose, digest)) {
            throw new GeneralSecurityException("the public key does not belong to the private key");
        }
        return made;
    }

    /** Whether this is a signature of the digest by the key that it names. */
    public boolean signs(String purpose, String digest) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key());
            verifier.update(message(purpose, digest));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false; // No key, no Base64, or not the length of a signature.
        }
    }

    /** Whether it was made with the private key that belongs to a public one. */
    public boolean isBy(PublicKey key) {
        return publicKey.equals(KeyFile.text(key));
    }

    /** The key in a few characters, for people to compare: the beginning of its SHA-256. */
    public String signer() {
        return "key " + Sha256.of(publicKey).substring(0, 16);
    }

    private PublicKey key() throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM)
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey)));
    }

    private static byte[] message(String purpose, String digest) {
        return CanonicalJson.of(Map.of("purpose", purpose, "digest", digest))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** One line of JSON. */
    public String toJson() {
        return CanonicalJson.of(Map.of("public-key", publicKey, "signature", signature));
    }

    /** Reads what {@link #toJson} wrote. */
    public static DigestSignature fromJson(String json) {
        var tree = CanonicalJson.parse(json);
        return new DigestSignature(
                tree.path("public-key").asString(""), tree.path("signature").asString(""));
    }
}

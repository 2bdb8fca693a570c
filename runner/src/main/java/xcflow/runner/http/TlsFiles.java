package xcflow.runner.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the server proves itself with.
 *
 * @param certificate PEM file with the certificate, and those that signed it
 * @param key PEM file with the private key (PKCS #8, without password)
 */
public record TlsFiles(Path certificate, Path key) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");

    /**
     * Reads both.
     *
     * @throws IllegalArgumentException if a server could not prove itself with them
     */
    KeyStore read() throws IOException {
        try {
            Certificate[] chain =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(
                                    new ByteArrayInputStream(Files.readAllBytes(certificate)))
                            .toArray(new Certificate[0]);
            if (chain.length == 0) {
                throw new IllegalArgumentException(certificate + " contains no certificate");
            }
            if (chain[0] instanceof X509Certificate first
                    && first.getNotAfter().toInstant().isBefore(Instant.now())) {
                throw new IllegalArgumentException(
                        certificate
                                + " was valid until "
                                + first.getNotAfter().toInstant()
                                + ": no browser accepts it any more");
            }
            PrivateKey own = privateKey();
            if (!belong(own, chain[0].getPublicKey())) {
                throw new IllegalArgumentException(
                        key
                                + " is not the key of the first certificate in "
                                + certificate
                                + ": the server's own certificate comes first, then those that signed it");
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", own, new char[0], chain);
            return store;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    certificate + " and " + key + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** Whether what one signs is what the other confirms. */
    private static boolean belong(PrivateKey own, PublicKey known) throws GeneralSecurityException {
        String algorithm = own.getAlgorithm();
        if (!same(algorithm, known.getAlgorithm())) {
            return false;
        }
        Signature signature =
                Signature.getInstance(
                        algorithm.equals("RSA")
                                ? "SHA256withRSA"
                                : algorithm.equals("EC") ? "SHA256withECDSA" : "Ed25519");
        byte[] text = "xcflow".getBytes(StandardCharsets.US_ASCII);
        signature.initSign(own);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(known);
        signature.update(text);
        return signature.verify(signed);
    }

    /** Ed25519 is called EdDSA by some. */
    private static boolean same(String one, String other) {
        return one.equals(other) || one.startsWith("Ed") && other.startsWith("Ed");
    }

    private PrivateKey privateKey() throws IOException, GeneralSecurityException {
        Matcher found = KEY.matcher(Files.readString(key));
        if (!found.find()) {
            throw new IllegalArgumentException(
                    key
                            + " contains no private key that begins '-----BEGIN PRIVATE KEY-----'"
                            + " (openssl pkcs8 -topk8 -nocrypt makes one)");
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(found.group(1)));
        for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (GeneralSecurityException e) {
                // Perhaps the next.
            }
        }
        throw new IllegalArgumentException(key + " is neither an RSA nor an EC nor an Ed25519 key");
    }
}

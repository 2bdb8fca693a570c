package xcflow.provenance.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import xcflow.provenance.audit.AuditFinding;
import xcflow.provenance.event.Event;
import xcflow.provenance.event.EventLog;
import xcflow.provenance.json.CanonicalJson;
import xcflow.storage.LedgerDatabase;
import xcflow.storage.Sql;

/**
 * Signs the end of the event chain with Ed25519. Whoever can write to the database can compute all
 * hashes anew, but not a signature; so the chain up to a signed entry cannot be changed unnoticed
 * as long as the private key is kept elsewhere.
 */
public final class Signatures {
    private final LedgerDatabase database;
    private final EventLog events;

    public Signatures(LedgerDatabase database, EventLog events) {
        this.database = database;
        this.events = events;
    }

    /**
     * A signed entry.
     *
     * @param seq number of the entry
     * @param hash of the entry
     * @param publicKey Base64 of its X.509 encoding
     * @param signature Base64 of the Ed25519 signature of the canonical JSON of seq, hash and
     *     created
     */
    public record Signed(
            long seq, String hash, String publicKey, String signature, Instant created) {

        private byte[] message() {
            return Signatures.message(seq, hash, created);
        }

        /** One line of JSON, to be kept outside of the home. */
        public String toJson() {
            return CanonicalJson.of(
                    Map.of(
                            "seq", seq,
                            "hash", hash,
                            "public-key", publicKey,
                            "signature", signature,
                            "created", created.toString()));
        }

        /** Reads what {@link #toJson} wrote. */
        public static Signed fromJson(String json) {
            var tree = CanonicalJson.parse(json);
            return new Signed(
                    tree.get("seq").asLong(),
                    tree.get("hash").asString(),
                    tree.get("public-key").asString(),
                    tree.get("signature").asString(),
                    Instant.parse(tree.get("created").asString()));
        }
    }

    private static byte[] message(long seq, String hash, Instant created) {
        return CanonicalJson.of(
                        Map.of(
                                "purpose",
                                "xcflow event log",
                                "seq",
                                seq,
                                "hash",
                                hash,
                                "created",
                                created.toString()))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Signs the last entry and keeps the signature in the database. */
    public Signed sign(PrivateKey privateKey, PublicKey publicKey) throws GeneralSecurityException {
        EventLog.Head head = events.head();
        Instant now = events.now();
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(privateKey);
        signature.update(message(head.seq(), head.hash(), now));
        Signed signed =
                new Signed(
                        head.seq(),
                        head.hash(),
                        KeyFile.text(publicKey),
                        Base64.getEncoder().encodeToString(signature.sign()),
                        now);
        if (!valid(signed, publicKey)) {
            throw new GeneralSecurityException("the public key does not belong to the private key");
        }
        database.durably(
                sql ->
                        sql.update(
                                "insert into signatures (seq, hash, public_key, signature, created)"
                                        + " values (?, ?, ?, ?, ?)",
                                signed.seq(),
                                signed.hash(),
                                signed.publicKey(),
                                signed.signature(),
                                signed.created()));
        return signed;
    }

    private static boolean valid(Signed signed, PublicKey key) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initVerify(key);
        signature.update(signed.message());
        try {
            return signature.verify(Base64.getDecoder().decode(signed.signature()));
        } catch (IllegalArgumentException | java.security.SignatureException e) {
            // Not Base64, or not the length of a signature.
            return false;
        }
    }

    /**
     * @param signatures number of signatures that were looked at
     * @param covered number of the last entry that a valid signature covers
     * @param findings empty if the chain is what was signed
     */
    public record Verification(int signatures, long covered, List<AuditFinding> findings) {
        public Verification {
            findings = List.copyOf(findings);
        }
    }

    /**
     * Verifies all signatures of a key.
     *
     * @param kept signatures that were kept outside of the home; those in the database are verified
     *     too
     */
    public Verification verify(PublicKey key, List<Signed> kept) throws GeneralSecurityException {
        List<Signed> all = new ArrayList<>(kept);
        all.addAll(database.read(sql -> of(sql, KeyFile.text(key))));
        List<AuditFinding> findings = new ArrayList<>();
        long covered = 0;
        for (Signed signed : all) {
            String subject = "signature of event " + signed.seq();
            String found = events.entry(signed.seq()).map(Event::hash).orElse("");
            if (!valid(signed, key)) {
                findings.add(
                        new AuditFinding(subject, "is not by this key, or was altered", "", ""));
            } else if (!found.equals(signed.hash())) {
                findings.add(
                        new AuditFinding(
                                subject,
                                "the chain is not the one that was signed",
                                signed.hash(),
                                found));
            } else {
                covered = Math.max(covered, signed.seq());
            }
        }
        if (all.isEmpty()) {
            findings.add(new AuditFinding("event log", "has no signature by this key", "", ""));
        }
        return new Verification(all.size(), covered, findings);
    }

    /** The latest signatures, newest first, whether they are valid or not. */
    public List<Signed> latest(int limit) {
        return database.read(
                sql ->
                        sql.query(
                                "select * from signatures order by id desc limit ?",
                                Signatures::read,
                                limit));
    }

    private static List<Signed> of(Sql sql, String publicKey) {
        return sql.query(
                "select * from signatures where public_key = ? order by id",
                Signatures::read,
                publicKey);
    }

    private static Signed read(ResultSet row) throws SQLException {
        return new Signed(
                row.getLong("seq"),
                row.getString("hash"),
                row.getString("public_key"),
                row.getString("signature"),
                row.getTimestamp("created").toInstant());
    }
}

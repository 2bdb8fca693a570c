package xcflow.provenance.event;

import java.time.Instant;
import xcflow.provenance.json.CanonicalJson;
import xcflow.storage.Sha256;

/**
 * An entry of the log.
 *
 * @param seq number of the entry, from 1 without gaps
 * @param type what happened, such as {@code execution-succeeded}
 * @param subject whose record it seals, such as {@code execution/17}
 * @param payload canonical JSON object: the facts recorded, long texts by their SHA-256
 * @param previous hash of the entry before; 64 zeros for the first
 * @param hash SHA-256 of the canonical JSON of all components before it
 */
public record Event(
        long seq,
        Instant at,
        String type,
        String subject,
        String payload,
        String previous,
        String hash) {

    /** What the first entry has for {@code previous}. */
    public static final String GENESIS = "0".repeat(64);

    /** What is hashed between the previous hash and the number. */
    static final String BEFORE_SEQ = ",\"seq\":";

    /** Makes an entry with the right hash. */
    static Event next(
            long seq, Instant at, String type, String subject, String payload, String previous) {
        return new Event(
                seq,
                at,
                type,
                subject,
                payload,
                previous,
                hash(seq, at, type, subject, payload, previous));
    }

    /** The hash that the entry should have. */
    public String expectedHash() {
        return hash(seq, at, type, subject, payload, previous);
    }

    private static String hash(
            long seq, Instant at, String type, String subject, String payload, String previous) {
        return Sha256.of(
                beforePrevious(at, payload)
                        + CanonicalJson.quoted(previous)
                        + BEFORE_SEQ
                        + seq
                        + afterSeq(type, subject));
    }

    /**
     * What is hashed, up to the previous hash in quotes.
     *
     * <p>It is written out in the order and form of RFC 8785, since an audit does this for every
     * entry. The payload goes in by digest: it is canonical already and need not be parsed again.
     */
    static String beforePrevious(Instant at, String payload) {
        return "{\"at\":\"" + at + "\",\"payload\":\"" + Sha256.of(payload) + "\",\"previous\":";
    }

    /** What is hashed after the number. */
    static String afterSeq(String type, String subject) {
        return ",\"subject\":"
                + CanonicalJson.quoted(subject)
                + ",\"type\":"
                + CanonicalJson.quoted(type)
                + "}";
    }
}

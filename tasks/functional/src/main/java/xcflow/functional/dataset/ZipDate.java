package xcflow.functional.dataset;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;

/**
 * The date of every entry of our zip files: the first second of 1980, the earliest that the format
 * knows. Without a date of ours an entry would carry the time at which it was written, and the same
 * content would give other bytes every second.
 *
 * <p>The format keeps a date twice: as digits without a zone, and as seconds since 1970 (Info-ZIP's
 * extended timestamp). Java derives the seconds from the digits with the time zone of the machine.
 * Here they are those of UTC, so that the bytes do not depend on where they were written. Releases
 * before 0.2 wrote those of the machine's zone; {@link #of} finds them again.
 *
 * @param seconds of the extended timestamp, since 1970 in UTC
 */
public record ZipDate(long seconds) {
    /** The date that everything is written with. */
    public static final ZipDate UTC =
            new ZipDate(Instant.parse("1980-01-01T00:00:00Z").getEpochSecond());

    private static final LocalDateTime DIGITS = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final long FURTHEST_ZONE = Duration.ofHours(18).toSeconds();
    private static final short EXTENDED_TIMESTAMP = 0x5455;
    private static final byte MODIFIED = 1;

    /**
     * The date of an entry if some time zone of the world makes it ours, otherwise {@link #UTC}. A
     * file written again with it has the same bytes if an earlier release wrote it in that zone.
     */
    public static ZipDate of(ZipEntry entry) {
        if (entry.getLastModifiedTime() == null) {
            return UTC;
        }
        long seconds = entry.getLastModifiedTime().toInstant().getEpochSecond();
        long offset = seconds - UTC.seconds;
        boolean zone = Math.abs(offset) <= FURTHEST_ZONE && offset % 60 == 0;
        return zone ? new ZipDate(seconds) : UTC;
    }

    /** Dates an entry. */
    public void stamp(ZipEntry entry) {
        entry.setTimeLocal(DIGITS);
        // Overrides the seconds that Java has just derived from the digits.
        entry.setExtra(
                ByteBuffer.allocate(9)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putShort(EXTENDED_TIMESTAMP)
                        .putShort((short) 5)
                        .put(MODIFIED)
                        .putInt((int) seconds)
                        .array());
    }
}

package xcflow.runner.replay;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import xcflow.spi.Artefact;
import xcflow.spi.FunctionalComparison;
import xcflow.spi.FunctionalComparison.Curve;
import xcflow.spi.FunctionalComparison.Subject;

/**
 * Compares two files by the numbers in them: functionals by their enhancement factors, archives of
 * arrays element by element, and texts (tables, pictures, pages) number by number.
 *
 * @param recorded where the files of the first computation are
 * @param again where those of the second are
 */
public record FileComparison(Where recorded, Where again) {
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    /** Finds the file of an artefact. */
    @FunctionalInterface
    public interface Where {
        Path file(Artefact artefact) throws IOException;
    }

    void compare(
            String where, Artefact before, Artefact now, Tolerances tolerances, Agreement agreement)
            throws IOException {
        if (!before.name().equals(now.name()) || !before.mediaType().equals(now.mediaType())) {
            agreement.different(where + ": another file, " + now.name());
            return;
        }
        if (before.digest().equals(now.digest())) {
            return;
        }
        String place = where + " (" + before.name() + ")";
        Path one = recorded.file(before);
        Path other = again.file(now);
        if (before.name().endsWith(".xcf")) {
            functionals(place, one, other, tolerances, agreement);
        } else {
            contents(
                    place,
                    before.mediaType().equals("text/csv"),
                    Files.readAllBytes(one),
                    Files.readAllBytes(other),
                    tolerances,
                    agreement);
        }
    }

    private static void functionals(
            String where, Path one, Path other, Tolerances tolerances, Agreement agreement) {
        FunctionalComparison comparison =
                ServiceLoader.load(FunctionalComparison.class).findFirst().orElse(null);
        if (comparison == null) {
            agreement.different(where + ": no module compares functionals");
            return;
        }
        try {
            List<Curve> curves =
                    comparison.curves(
                            new Subject("before", "", Optional.of(one)),
                            new Subject("now", "", Optional.of(other)));
            for (Curve curve : curves) {
                for (int i = 0; i < curve.x().length; i++) {
                    agreement.numbers(
                            where
                                    + " "
                                    + curve.quantity()
                                    + " at "
                                    + curve.abscissa()
                                    + " = "
                                    + curve.x()[i],
                            curve.one()[i],
                            curve.other()[i],
                            tolerances.file());
                }
            }
            agreement.bytes();
        } catch (IOException e) {
            agreement.different(where + ": " + e.getMessage());
        }
    }

    private static void contents(
            String where,
            boolean table,
            byte[] one,
            byte[] other,
            Tolerances tolerances,
            Agreement agreement)
            throws IOException {
        if (startsWith(one, ZIP) && startsWith(other, ZIP)) {
            archives(where, one, other, tolerances, agreement);
        } else if (NumpyNumbers.readable(one) && NumpyNumbers.readable(other)) {
            NumpyNumbers.compare(where, one, other, tolerances.file(), agreement);
        } else {
            try {
                if (table) {
                    TableNumbers.compare(where, text(one), text(other), tolerances, agreement);
                } else {
                    boolean picture = text(one).contains("<svg");
                    TextNumbers.compare(
                            where,
                            picture ? SvgShapes.sorted(text(one)) : text(one),
                            picture ? SvgShapes.sorted(text(other)) : text(other),
                            true,
                            tolerances.file(),
                            agreement);
                }
            } catch (CharacterCodingException e) {
                agreement.different(where + ": other bytes");
            }
        }
        agreement.bytes();
    }

    private static void archives(
            String where, byte[] one, byte[] other, Tolerances tolerances, Agreement agreement)
            throws IOException {
        Map<String, byte[]> before = entries(one);
        Map<String, byte[]> now = entries(other);
        if (!List.copyOf(before.keySet()).equals(List.copyOf(now.keySet()))) {
            agreement.different(where + ": other entries");
            return;
        }
        for (Map.Entry<String, byte[]> entry : before.entrySet()) {
            contents(
                    where + " " + entry.getKey(),
                    false,
                    entry.getValue(),
                    now.get(entry.getKey()),
                    tolerances,
                    agreement);
        }
    }

    private static Map<String, byte[]> entries(byte[] archive) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
                entries.put(e.getName(), zip.readAllBytes());
            }
        }
        return entries;
    }

    private static String text(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static boolean startsWith(byte[] bytes, byte[] magic) {
        return bytes.length >= magic.length
                && java.util.Arrays.equals(bytes, 0, magic.length, magic, 0, magic.length);
    }
}

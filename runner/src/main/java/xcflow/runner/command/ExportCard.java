package xcflow.runner.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import xcflow.spi.FunctionalCard;
import xcflow.spi.FunctionalCard.Recorded;
import xcflow.storage.Sha256;

/** The card of a functional that travels with its exports. */
final class ExportCard {
    private static final String DIGESTS = "SHA256SUMS";

    private ExportCard() {}

    /** Who writes cards. */
    static FunctionalCard provider() throws RefusedException {
        return ServiceLoader.load(FunctionalCard.class)
                .findFirst()
                .orElseThrow(() -> new RefusedException("xcflow: no module here writes cards"));
    }

    /** The files of an export and the card; the list of digests names it too. */
    static SortedMap<String, byte[]> beside(
            SortedMap<String, byte[]> export, byte[] functional, Recorded recorded)
            throws IOException, RefusedException {
        SortedMap<String, byte[]> files = new TreeMap<>(export);
        SortedMap<String, String> digests = new TreeMap<>();
        boolean listed = files.containsKey(DIGESTS);
        if (listed) {
            // Each line is a digest, two blanks and a path.
            new String(files.get(DIGESTS), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> digests.put(line.substring(66), line.substring(0, 64)));
        }
        for (String format : List.of("html", "md")) {
            byte[] page = provider().page(format, functional, recorded, false);
            files.put("card." + format, page);
            digests.put("card." + format, Sha256.of(page));
        }
        if (listed) {
            StringBuilder text = new StringBuilder();
            digests.forEach((path, digest) -> text.append(digest + "  " + path + "\n"));
            files.put(DIGESTS, text.toString().getBytes(StandardCharsets.UTF_8));
        }
        return files;
    }
}

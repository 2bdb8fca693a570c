package xcflow.foreign.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The end of what a process wrote to its standard error, however much it was. */
final class LastOutput {
    private static final int KEPT = 1 << 14;
    private static final int SHOWN_LINES = 12;
    private static final int SHOWN_CHARACTERS = 1500;

    private final byte[] ring = new byte[KEPT];
    private long total;

    /** Reads to the end, in a thread of its own. */
    void drain(InputStream in) {
        byte[] chunk = new byte[1 << 13];
        try (in) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                add(chunk, n);
            }
        } catch (IOException e) {
            // The process is gone; what came before is kept.
        }
    }

    private synchronized void add(byte[] chunk, int n) {
        for (int i = 0; i < n; i++) {
            ring[(int) (total++ % KEPT)] = chunk[i];
        }
    }

    /** The last lines, indented, with a line that says what they are; empty if there are none. */
    synchronized String text() {
        int n = (int) Math.min(total, KEPT);
        byte[] bytes = new byte[n];
        for (int i = 0; i < n; i++) {
            bytes[i] = ring[(int) ((total - n + i) % KEPT)];
        }
        String text =
                new String(bytes, StandardCharsets.UTF_8)
                        .replaceAll("[\\p{Cntrl}&&[^\n\t]]", "")
                        .strip();
        if (text.isEmpty()) {
            return "";
        }
        String[] lines = text.split("\n");
        StringBuilder last = new StringBuilder();
        for (int i = Math.max(0, lines.length - SHOWN_LINES); i < lines.length; i++) {
            last.append("\n    ").append(lines[i].stripTrailing());
        }
        String shown =
                last.length() > SHOWN_CHARACTERS
                        ? "\n    …" + last.substring(last.length() - SHOWN_CHARACTERS)
                        : last.toString();
        return String.format(Locale.ROOT, "; its last output was:%s", shown);
    }
}

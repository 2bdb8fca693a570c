package xcflow.foreign.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Lines of a stream as they come, each of a limited length, read by a thread of its own. */
final class LineFeed {
    /** More lines than this wait for nobody: the reader waits. */
    private static final int WAITING = 10_000;

    private final LinkedBlockingQueue<Line> lines = new LinkedBlockingQueue<>(WAITING);
    private final int longest;

    /** What came. */
    sealed interface Line {}

    /** A whole line, without its end. */
    record Text(String text) implements Line {}

    /** A line that is longer than permitted; nothing is read after it. */
    record TooLong() implements Line {}

    /** The end of the stream. */
    record End() implements Line {}

    /**
     * @param longest most bytes of a line
     */
    LineFeed(int longest) {
        this.longest = longest;
    }

    /** Reads to the end, or to a line that is too long. */
    void drain(InputStream in) {
        byte[] chunk = new byte[1 << 13];
        byte[] line = new byte[1 << 10];
        int length = 0;
        try (in) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                for (int i = 0; i < n; i++) {
                    if (chunk[i] == '\n') {
                        lines.put(text(line, length));
                        length = 0;
                    } else if (length == longest) {
                        lines.put(new TooLong());
                        return;
                    } else {
                        if (length == line.length) {
                            line = Arrays.copyOf(line, Math.min(longest, 2 * length));
                        }
                        line[length++] = chunk[i];
                    }
                }
            }
            if (length > 0) {
                lines.put(text(line, length));
            }
            lines.put(new End());
        } catch (IOException e) {
            lines.offer(new End());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Line text(byte[] line, int length) {
        return new Text(new String(line, 0, length, StandardCharsets.UTF_8));
    }

    /** The next line; null if there is none in time. */
    Line next(long milliseconds) throws InterruptedException {
        return lines.poll(milliseconds, TimeUnit.MILLISECONDS);
    }
}

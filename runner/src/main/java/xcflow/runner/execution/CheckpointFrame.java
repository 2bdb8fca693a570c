package xcflow.runner.execution;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import xcflow.provenance.record.Warning;

/**
 * A checkpoint with the warnings that were given before it: work that is not done again cannot warn
 * again, and a result must not depend on whether it was interrupted.
 */
final class CheckpointFrame {
    private static final byte[] MAGIC = "XCW1".getBytes(StandardCharsets.US_ASCII);

    private CheckpointFrame() {}

    /** Writes the warnings before the task's own content. */
    static void begin(List<Warning> warnings, OutputStream out) throws IOException {
        byte[] json = Warning.json(warnings).orElse("[]").getBytes(StandardCharsets.UTF_8);
        DataOutputStream data = new DataOutputStream(out);
        data.write(MAGIC);
        data.writeInt(json.length);
        data.write(json);
        data.flush();
    }

    /**
     * Reads the warnings; a checkpoint without a frame has none.
     *
     * @return the task's own content
     */
    static InputStream open(InputStream stored, Consumer<Warning> warnings) throws IOException {
        PushbackInputStream in = new PushbackInputStream(stored, MAGIC.length);
        byte[] start = in.readNBytes(MAGIC.length);
        if (!Arrays.equals(start, MAGIC)) {
            in.unread(start);
            return in;
        }
        DataInputStream data = new DataInputStream(in);
        byte[] json = data.readNBytes(data.readInt());
        Warning.read(new String(json, StandardCharsets.UTF_8)).forEach(warnings);
        return in;
    }
}

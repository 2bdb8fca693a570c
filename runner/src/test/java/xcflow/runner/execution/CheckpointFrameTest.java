package xcflow.runner.execution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import xcflow.provenance.record.Warning;

class CheckpointFrameTest {
    private final List<Warning> found = new ArrayList<>();

    private String read(byte[] stored) throws IOException {
        try (InputStream in = CheckpointFrame.open(new ByteArrayInputStream(stored), found::add)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    @Test
    void warningsBeforeACheckpointOutliveTheInterruption() throws Exception {
        List<Warning> warnings = List.of(new Warning("poor-fit", "3 % off, “rough”"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CheckpointFrame.begin(warnings, out);
        out.write("state of the task".getBytes(UTF_8));
        assertThat(read(out.toByteArray())).isEqualTo("state of the task");
        assertThat(found).isEqualTo(warnings);
    }

    @Test
    void aCheckpointOfAnEarlierReleaseIsReadAsItIs() throws Exception {
        assertThat(read("old".getBytes(UTF_8))).isEqualTo("old");
        assertThat(read("old state".getBytes(UTF_8))).isEqualTo("old state");
        assertThat(found).isEmpty();
    }
}

package xcflow.runner.execution;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {
    @TempDir private Path own;

    @Test
    void whatDidNotUseUpTheRoomItselfIsForOthers() throws Exception {
        FullDisk disk = new FullDisk(() -> 1000);
        Files.write(own.resolve("small"), new byte[1000]);
        assertThat(disk.full()).isTrue();
        assertThat(disk.victim(own)).isTrue();
        Files.write(own.resolve("large"), new byte[2 << 20]);
        assertThat(disk.victim(own)).isFalse();
    }

    @Test
    void whereThereIsRoomNobodyIsAVictim() {
        assertThat(new FullDisk(own).full()).isFalse();
        assertThat(new FullDisk(() -> 1L << 30).victim(own)).isFalse();
    }
}

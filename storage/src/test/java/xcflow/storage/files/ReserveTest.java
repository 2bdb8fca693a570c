package xcflow.storage.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import xcflow.storage.home.Home;

class ReserveTest {
    @TempDir private Path directory;

    @Test
    void theRoomIsTakenOnceAndGivenAway() throws Exception {
        Reserve reserve = new Home(directory).reserve();
        reserve.take();
        Path file = directory.resolve("reserve");
        assertThat(Files.size(file)).isEqualTo(2 << 20);
        var taken = Files.getLastModifiedTime(file);
        reserve.take();
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(taken);
        reserve.give();
        assertThat(directory).isEmptyDirectory();
        reserve.give();
    }

    @Test
    void whereNothingCanBeWrittenThereIsNoReserve() {
        new Home(directory.resolve("missing")).reserve().take();
        assertThat(directory).isEmptyDirectory();
    }
}

package xcflow.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import xcflow.storage.files.OutOfSpace;

class SurroundingsTest {
    private static final IOException FULL = new IOException("No space left on device");

    @Test
    void aFullDiskIsRecognisedWhereverItIsFound() {
        List<Throwable> errors =
                List.of(
                        FULL,
                        new FileSystemException("/x/y", null, "No space left on device"),
                        new UncheckedIOException(new IOException("Disk quota exceeded")),
                        new IllegalStateException(
                                "closed", new SQLException("General error", FULL)));
        for (Throwable error : errors) {
            assertThat(Surroundings.sentence(error))
                    .as("%s", error)
                    .get()
                    .asString()
                    .startsWith("the disk is full");
            assertThat(OutOfSpace.isReasonOf(error)).isTrue();
        }
    }

    @Test
    void aPathIsNotAllThatIsSaid() {
        assertThat(Surroundings.sentence(new AccessDeniedException("/root/x")))
                .contains("no permission for /root/x");
        assertThat(Surroundings.sentence(new UncheckedIOException(new NoSuchFileException("a"))))
                .contains("there is no a");
        assertThat(
                        Surroundings.sentence(
                                new IllegalStateException(new SQLException("", "", 90097))))
                .get()
                .asString()
                .contains("read-only for you");
    }

    @Test
    void whatTheProgramDidWrongIsNotBlamedOnTheMachine() {
        assertThat(Surroundings.sentence(new IllegalStateException("No space left on device")))
                .isEmpty();
        assertThat(Surroundings.sentence(new IOException("odd"))).isEmpty();
    }
}

package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/command-line.md shows the commands as they are. */
class CommandLinePageTest {
    private static final Path PAGE = Path.of("..", "docs", "command-line.md");

    @Test
    void isUpToDate() throws IOException {
        String page = CommandLinePage.text();
        if (System.getProperty("xcflow.pages", "").equals("write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as(
                        "write it again with: mvn -q -Dquick -pl test -am test"
                                + " -Dtest=CommandLinePageTest -Dxcflow.pages=write"
                                + " -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(page);
    }
}

package xcflow.provenance.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** docs/states.md shows the transitions as they are. */
class StatesPageTest {
    private static final Path PAGE = Path.of("..", "docs", "states.md");

    @Test
    void isUpToDate() throws IOException {
        String page = StatesPage.text();
        if (System.getProperty("xcflow.pages", "").equals("write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE))
                .as(
                        "write it again with: mvn -q -Dquick -pl provenance -am test"
                                + " -Dtest=StatesPageTest -Dxcflow.pages=write"
                                + " -Dsurefire.failIfNoSpecifiedTests=false")
                .isEqualTo(page);
    }
}

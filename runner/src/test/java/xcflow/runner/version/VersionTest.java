package xcflow.runner.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VersionTest {
    @AfterEach
    void forget() {
        System.clearProperty("xcflow.commit");
    }

    @Test
    void isThatOfTheBuild() throws Exception {
        String pom = Files.readString(Path.of("../pom.xml"));
        String version = pom.replaceFirst("(?s).*?<version>([^<]+)</version>.*", "$1");
        assertThat(Version.text()).isEqualTo("xcflow " + version);
    }

    @Test
    void namesTheCommitThatTheLauncherTells() {
        System.setProperty("xcflow.commit", "0123abcdef,changed");
        assertThat(new Version().getVersion()).containsExactly(Version.text());
        assertThat(Version.text()).endsWith(" (0123abcdef,changed)");
    }
}

package xcflow.runner.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import xcflow.storage.DatabaseException;
import xcflow.storage.UnusableDatabaseException;
import xcflow.storage.home.Home;
import xcflow.storage.home.StoreSettings;

class HomeSettingsTest {
    @TempDir Path directory;

    private Home home(String settings) throws IOException {
        Files.writeString(directory.resolve("home.yaml"), settings);
        return Homes.at(directory);
    }

    @Test
    void withoutAFileEverythingIsInTheDirectory() {
        Home home = Homes.at(directory);
        assertThat(home.stores()).isEqualTo(StoreSettings.EMBEDDED);
        assertThat(home.exists()).isFalse();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void namesAServerAndADirectoryOfObjects() throws IOException {
        Home home =
                home(
                        """
                        store:
                          database:
                            url: jdbc:postgresql://db:5433/xcflow?sslmode=verify-full
                            user: anna
                            password-file: secret/password
                          objects: ../objects
                        """);
        assertThat(home.stores().database())
                .contains(
                        new StoreSettings.Server(
                                "jdbc:postgresql://db:5433/xcflow?sslmode=verify-full",
                                Optional.of("anna"),
                                Optional.of(directory.resolve("secret/password"))));
        assertThat(home.stores().directory()).contains(directory.resolveSibling("objects"));
        assertThat(home.exists()).isTrue();
    }

    @Test
    void objectsAloneMayLieElsewhere() throws IOException {
        Home home = home("store: {objects: elsewhere}");
        assertThat(home.exists()).isFalse();
        home.objects().store(out -> out.write('a'));
        assertThat(directory.resolve("elsewhere")).isDirectoryContaining("glob:**/ca");
        assertThat(directory.resolve("objects")).doesNotExist();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    stores: {}                                               | 1:1: unknown key 'stores' in the settings (did you mean 'store'?)
                    store: {databse: {}}                                     | 1:9: unknown key 'databse' in store (did you mean 'database'?)
                    store: here                                              | 1:8: store must be a map, not text 'here'
                    store: {database: {user: anna}}                          | 1:19: database needs its url, such as jdbc:postgresql://host/database
                    store: {database: {url: 7}}                              | 1:25: url must be text, not number 7
                    store: {database: {url: "jdbc:h2:mem:x"}}                | 1:25: url must be jdbc:postgresql://host/database
                    store: {database: {url: "jdbc:postgresql://h/d?password=x"}}      | 1:25: url must not contain a password
                    store: {database: {url: "jdbc:postgresql://h/d?socketFactory=x"}} | 1:25: url has the parameter 'socketFactory', which is not allowed
                    store: {database: {url: "jdbc:postgresql://h/d?sslmod=x"}}        | 1:25: url has the parameter 'sslmod', which is not allowed (did you mean 'sslmode'?)
                    store: {objects: []}                                     | 1:18: objects must be text, not a list
                    """)
    void refusesWhatItDoesNotKnowWithItsPlace(String settings, String message) {
        assertThatThrownBy(() -> home(settings))
                .isInstanceOf(UnusableHomeException.class)
                .hasMessageStartingWith(directory.resolve("home.yaml") + ":" + message);
    }

    @Test
    void aPasswordThatOthersCanReadIsRefusedAndNoneIsShown() throws IOException {
        Path file = directory.resolve("password");
        Files.writeString(file, "s3cret\n");
        Home home =
                home(
                        "store: {database: {url: \"jdbc:postgresql://127.0.0.1:1/x\", user: anna,"
                                + " password-file: password}}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThatThrownBy(() -> Project.open(directory))
                .isInstanceOf(UnusableDatabaseException.class)
                .hasMessageContaining("chmod 600 " + file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> Project.open(directory))
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasStackTraceContaining("127.0.0.1")
                .satisfies(e -> assertThat(e.getMessage() + e.getCause()).doesNotContain("s3cret"));
        assertThat(home.stores().toString()).doesNotContain("s3cret");
        Files.delete(file);
        assertThatThrownBy(() -> Project.open(directory))
                .isInstanceOf(UnusableDatabaseException.class)
                .hasMessageContaining("there is no file " + file);
    }
}

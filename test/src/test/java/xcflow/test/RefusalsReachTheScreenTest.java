package xcflow.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * In a process of its own a message may stay in a buffer: for a while every refusal of a scientific
 * command did.
 */
class RefusalsReachTheScreenTest {
    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "scf --crystal Xx|xcflow: ",
                "scf --crystal Al --smearing none|xcflow: Al: 3 electrons cannot fill orbitals in pairs",
                "functional evaluate nope|xcflow: ",
                "correlated --molecule Xx|xcflow: ",
                "engine show nope|xcflow: ",
                "validate nope.yaml|nope.yaml:1:1: there is no such file",
                "show 1|xcflow: nothing has been run here yet",
                "nonsense|xcflow: there is no command 'nonsense'"
            })
    void whatIsWrongIsSaid(String command, String said) throws Exception {
        CommandLine xcflow = new CommandLine(directory);
        assertThat(xcflow.start(command.split(" ")).waitFor()).isEqualTo(2);
        assertThat(xcflow.printed()).contains(said);
    }
}

package xcflow.runner.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CommandsTest {
    @Test
    void everyCommandIsFoundByTheNameThatItSays() {
        CommandLine all = Xcflow.commandLine();
        for (String name : all.getSubcommands().keySet()) {
            CommandLine alone = Xcflow.commandLine(name);
            assertThat(alone.getSubcommands()).as(name).containsKey(name);
            assertThat(alone.getSubcommands().get(name).getCommandName()).isEqualTo(name);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "run x.yaml, true",
        "--home there runs, true",
        "run --help, false",
        "validate x.yaml, false",
        "functional list, true",
        "nonsense, false",
    })
    void aProjectIsOpenedAheadForCommandsThatBeginWithIt(String line, boolean opened) {
        assertThat(Commands.wantsProject(line.split(" "))).isEqualTo(opened);
    }
}

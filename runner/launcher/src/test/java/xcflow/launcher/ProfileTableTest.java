package xcflow.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import xcflow.runner.command.Xcflow;
import xcflow.spi.LaunchProfile;
import xcflow.spi.Launched;
import xcflow.spi.ProfileRule;

class ProfileTableTest {
    @Command(name = "declared")
    private record Declared(List<ProfileRule> profiles) implements Launched {}

    @Command(name = "top")
    private static final class Silent {}

    private static List<String> table(ProfileRule... rules) {
        CommandLine top = new CommandLine(new Silent());
        top.addSubcommand("declared", new Declared(List.of(rules)));
        top.addSubcommand("silent", new Silent());
        return ProfileTable.of(top);
    }

    @Test
    void writesConditionsInOrder() {
        assertThat(
                        table(
                                ProfileRule.given(LaunchProfile.LOOK, "--a"),
                                ProfileRule.like(LaunchProfile.HASH, "--b", "x*", "y"),
                                ProfileRule.always(LaunchProfile.COMPUTE)))
                .containsExactly(
                        "declared look given --a",
                        "declared hash like --b x*|y",
                        "declared compute");
    }

    @Test
    void aCommandOfAModuleThatSaysNothingHasNoLineAndComputes() {
        assertThat(table()).isEmpty();
    }

    @Test
    void refusesPatternsThatTheShellWouldExecute() {
        ProfileRule rule = ProfileRule.like(LaunchProfile.LOOK, "--a", "$(rm)");
        assertThatThrownBy(() -> table(rule)).hasMessageContaining("no pattern for a shell");
    }

    @Test
    void theRunnersOwnCommandsLookUnlessTheySayOtherwise() {
        assertThat(ProfileTable.of(Xcflow.commandLine()))
                .contains("runs look", "run conduct", "functional hash like functional export")
                .doesNotContain("run look");
    }

    @Test
    void everyProfileHasOptionsForOneCollector() {
        for (LaunchProfile profile : LaunchProfile.values()) {
            assertThat(ArgumentFiles.of(profile))
                    .as("%s", profile)
                    .filteredOn(option -> option.startsWith("-XX:+Use"))
                    .hasSize(1);
        }
    }

    @Test
    void theCommitIsToldOnlyIfKnown() {
        assertThat(ArgumentFiles.common(17, "")).noneMatch(line -> line.contains("commit"));
        assertThat(ArgumentFiles.common(25, "abc,changed")).contains("-Dxcflow.commit=abc,changed");
    }
}

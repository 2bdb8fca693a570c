package xcflow.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine;
import xcflow.spi.LaunchProfile;
import xcflow.spi.Launched;
import xcflow.spi.ProfileRule;
import xcflow.spi.ProfileRule.Relation;

/**
 * The table in which the launcher looks a command up. Each line has the command, the name of a
 * profile and perhaps a condition: relation, subject and patterns. The first line that holds is
 * taken; where none does, the command computes.
 */
final class ProfileTable {
    /** Commands whose classes are in these packages only look, unless they say otherwise. */
    private static final List<String> LOOKING = List.of("xcflow.runner.", "picocli.");

    private ProfileTable() {}

    /** The lines for all commands below this one. */
    static List<String> of(CommandLine top) {
        List<String> lines = new ArrayList<>();
        top.getSubcommands().forEach((name, command) -> add(name, command, lines));
        return lines;
    }

    private static void add(String name, CommandLine command, List<String> lines) {
        for (Map.Entry<String, CommandLine> part : command.getSubcommands().entrySet()) {
            for (ProfileRule rule : rules(part.getValue())) {
                if (rule.relation() != Relation.ALWAYS) {
                    throw new IllegalStateException(
                            name
                                    + " "
                                    + part.getKey()
                                    + " wants a profile for some arguments only");
                }
                // The launcher sees the word behind a command like the value of an option.
                lines.add(line(name, ProfileRule.like(rule.profile(), name, part.getKey())));
            }
        }
        rules(command).forEach(rule -> lines.add(line(name, rule)));
        Object user = command.getCommandSpec().userObject();
        if (!(user instanceof Launched) && looks(user)) {
            lines.add(line(name, ProfileRule.always(LaunchProfile.LOOK)));
        }
    }

    private static boolean looks(Object user) {
        return LOOKING.stream().anyMatch(user.getClass().getName()::startsWith);
    }

    private static List<ProfileRule> rules(CommandLine command) {
        return command.getCommandSpec().userObject() instanceof Launched launched
                ? launched.profiles()
                : List.of();
    }

    private static String line(String name, ProfileRule rule) {
        List<String> words = new ArrayList<>(List.of(name, Installation.name(rule.profile())));
        if (rule.relation() != Relation.ALWAYS) {
            words.add(rule.relation().name().toLowerCase(Locale.ROOT));
            words.add(rule.subject());
            words.add(String.join("|", rule.patterns()));
        }
        for (String word : words) {
            if (word.matches(".*[\\s'\"$`\\\\;&()<>].*") && rule.relation() != Relation.ONLY) {
                throw new IllegalStateException("no pattern for a shell: " + word);
            }
        }
        return String.join(" ", words).stripTrailing();
    }
}

package xcflow.spi;

import java.util.List;

/**
 * A profile and the condition under which it is taken, as the launcher can check it without Java.
 * Patterns are those of the shell ({@code *}, {@code ?}, {@code [a-z]}); neither they nor
 * expressions may contain white space.
 *
 * @param relation how the arguments are looked at
 * @param subject the option, or the expression, that they are looked at for; empty for {@link
 *     Relation#ALWAYS}
 * @param patterns with which its value is compared; of {@link Relation#ONLY} the one expression
 */
public record ProfileRule(
        LaunchProfile profile, Relation relation, String subject, List<String> patterns) {

    /** What is asked of the arguments. */
    public enum Relation {
        /** Nothing. */
        ALWAYS,
        /** Whether the option is there. */
        GIVEN,
        /** Whether the option's value is like one of the patterns. */
        LIKE,
        /** Whether the option has a value that is like none of the patterns. */
        UNLIKE,
        /** Whether all that an expression finds in the files among them matches another. */
        ONLY
    }

    public ProfileRule {
        patterns = List.copyOf(patterns);
    }

    /** Takes the profile whatever the arguments are. */
    public static ProfileRule always(LaunchProfile profile) {
        return new ProfileRule(profile, Relation.ALWAYS, "", List.of());
    }

    /** Takes the profile if the option is among the arguments, with a value or without. */
    public static ProfileRule given(LaunchProfile profile, String option) {
        return new ProfileRule(profile, Relation.GIVEN, option, List.of());
    }

    /** Takes the profile if the option has a value like one of the patterns. */
    public static ProfileRule like(LaunchProfile profile, String option, String... patterns) {
        return new ProfileRule(profile, Relation.LIKE, option, List.of(patterns));
    }

    /** Takes the profile if the option has a value that is like none of the patterns. */
    public static ProfileRule unlike(LaunchProfile profile, String option, String... patterns) {
        return new ProfileRule(profile, Relation.UNLIKE, option, List.of(patterns));
    }

    /**
     * Takes the profile if the arguments name YAML files, and everything that the first extended
     * regular expression finds in them matches the second.
     */
    public static ProfileRule only(LaunchProfile profile, String found, String matching) {
        return new ProfileRule(profile, Relation.ONLY, found, List.of(matching));
    }
}

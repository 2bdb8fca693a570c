package xcflow.functional.neural;

/**
 * Names of functionals come from files of strangers, and become names of files, of versions ({@code
 * NAME@2}) and words on a command line.
 */
public final class FunctionalName {
    private static final int LONGEST = 120;

    private FunctionalName() {}

    /**
     * @throws IllegalArgumentException if a functional cannot be called so; the message says what
     *     could be
     */
    public static void require(String name) {
        boolean plain =
                !name.isBlank()
                        && name.length() <= LONGEST
                        && name.equals(name.strip())
                        && !name.startsWith(".")
                        && !name.startsWith("-")
                        && name.chars().noneMatch(FunctionalName::hasMeaning);
        if (!plain) {
            throw new IllegalArgumentException(
                    "a functional cannot be called \""
                            + name.replaceAll("\\p{Cntrl}", "?")
                            + "\": its name is 1 to "
                            + LONGEST
                            + " characters without / \\ @ : and line breaks, and begins with neither"
                            + " '.' nor '-'");
        }
    }

    /** In paths, in names of versions, or on a screen. */
    private static boolean hasMeaning(int character) {
        return "/\\@:".indexOf(character) >= 0 || Character.isISOControl(character);
    }
}

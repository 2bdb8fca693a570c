package xcflow.structure.molecule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import xcflow.numerics.text.Word;

/** What is said of the spin of a molecule, perhaps several times, and what it leaves possible. */
final class SpinStatements {
    private static final Set<String> MULTIPLICITY =
            Set.of("multiplicity", "mult", "spinmultiplicity", "spinmult", "2s+1");
    private static final Set<String> UNPAIRED =
            Set.of(
                    "unpaired",
                    "uhf",
                    "nunpaired",
                    "numunpaired",
                    "unpairedelectrons",
                    "nopen",
                    "2s");
    private static final Set<String> SPIN = Set.of("spin", "totalspin");
    private static final Pattern HALF = Pattern.compile("([0-9]{1,3})/2");

    /** What one phrase says: the numbers of unpaired electrons that it may mean. */
    private record Statement(Word word, Set<Integer> unpaired) {}

    private final List<Statement> spins = new ArrayList<>();

    static boolean isKnown(String key) {
        return MULTIPLICITY.contains(key)
                || UNPAIRED.contains(key)
                || SPIN.contains(key)
                || key.equals("s");
    }

    /**
     * Adds the value of a known key.
     *
     * @throws xcflow.numerics.text.TextException if the key cannot have it
     */
    void add(String key, Word value) {
        spins.add(new Statement(value, meanings(key, value)));
    }

    /** Adds a word that says the number of unpaired electrons. */
    void unpaired(Word word, int number) {
        spins.add(new Statement(word, Set.of(number)));
    }

    private static Set<Integer> meanings(String key, Word value) {
        double number = halves(value);
        Set<Integer> meanings = new TreeSet<>();
        if (SPIN.contains(key) || key.equals("s")) {
            addWhole(2 * number, meanings);
        }
        if (SPIN.contains(key) || UNPAIRED.contains(key)) {
            addWhole(number, meanings);
        }
        if (SPIN.contains(key) || MULTIPLICITY.contains(key)) {
            addWhole(number - 1, meanings);
        }
        if (meanings.isEmpty()) {
            throw value.error(value.quoted() + " is not possible as " + key);
        }
        return meanings;
    }

    private static void addWhole(double unpaired, Set<Integer> meanings) {
        if (unpaired >= 0 && unpaired < 1e6 && unpaired == Math.rint(unpaired)) {
            meanings.add((int) unpaired);
        }
    }

    private static double halves(Word value) {
        Matcher half = HALF.matcher(value.text());
        return half.matches()
                ? Integer.parseInt(half.group(1)) / 2.0
                : value.number("a number of spins");
    }

    /**
     * The number of unpaired electrons; as few as possible if nothing is said.
     *
     * @throws xcflow.numerics.text.TextException if several are possible, or statements contradict
     *     each other
     */
    int unpaired(int electrons) {
        if (spins.isEmpty()) {
            return Math.floorMod(electrons, 2);
        }
        Set<Integer> all = new TreeSet<>(possible(spins.get(0), electrons));
        for (Statement statement : spins) {
            all.retainAll(possible(statement, electrons));
            if (all.isEmpty()) {
                throw statement
                        .word()
                        .error(statement.word().quoted() + " contradicts the spin given before");
            }
        }
        if (all.size() > 1) {
            Word word = spins.get(spins.size() - 1).word();
            throw word.error(
                    String.format(
                            Locale.ROOT,
                            "spin=%s may mean %s unpaired electrons: write unpaired= or multiplicity=",
                            word.text(),
                            all.stream().map(String::valueOf).collect(Collectors.joining(" or "))));
        }
        return all.iterator().next();
    }

    private static Set<Integer> possible(Statement statement, int electrons) {
        if (statement.unpaired().size() == 1) {
            return statement.unpaired();
        }
        Set<Integer> possible = new TreeSet<>(statement.unpaired());
        possible.removeIf(n -> n > electrons || (electrons - n) % 2 != 0);
        if (possible.isEmpty()) {
            throw statement
                    .word()
                    .error(
                            String.format(
                                    Locale.ROOT,
                                    "no meaning of spin=%s is possible with %d electrons",
                                    statement.word().text(),
                                    electrons));
        }
        return possible;
    }
}

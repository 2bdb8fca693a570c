package xcflow.structure.molecule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.numerics.text.Word;
import xcflow.structure.xyz.XyzAtom;
import xcflow.structure.xyz.XyzComment;

/**
 * Charge and spin as comments of XYZ files and inline molecules say them: {@code charge=-1}, {@code
 * multiplicity=3}, {@code unpaired=2}, {@code spin=1}, {@code triplet}, or two whole numbers alone,
 * charge and multiplicity.
 *
 * <p>{@code spin=} means S, 2S or 2S + 1, depending on who wrote it. It is taken if the number of
 * electrons leaves one of the three, and refused otherwise.
 */
final class ChargeAndSpin {
    private static final Set<String> CHARGE =
            Set.of(
                    "charge",
                    "totalcharge",
                    "totcharge",
                    "netcharge",
                    "molecularcharge",
                    "molcharge",
                    "systemcharge",
                    "chrg",
                    "q");

    /** Keys that say something of electrons, in a spelling that is not known. */
    private static final Pattern DOUBTFUL =
            Pattern.compile("m|.*(charge|chrg|spin|mult|unpaired|magmom|magneti).*");

    private static final Pattern TWO_INTEGERS =
            Pattern.compile("\\s*([+-]?[0-9]{1,9})(?:\\s*,\\s*|\\s+)([+-]?[0-9]{1,9})(\\s.*)?");
    private static final Pattern ONE_INTEGER = Pattern.compile("\\s*[+-]?0*[1-9][0-9]*\\s*");
    private static final List<String> NAMES =
            List.of("singlet", "doublet", "triplet", "quartet", "quintet", "sextet", "septet");
    private static final Pattern ION = Pattern.compile("(di|tri)?(cation|anion)(ic)?");

    /**
     * A unit of length other than ångström. After a number it belongs to that ({@code E = -76.4
     * a.u.}).
     */
    private static final Pattern OTHER_UNIT =
            Pattern.compile(
                    "(?<![\\w.])(?<![0-9.]\\s)"
                            + "((?i:a\\.u\\.|atomic units|(nano|pico)met(er|re)s?)|nm|pm)(?![\\w])");

    /** Charges and moments of atoms are written with few digits. */
    private static final double SUM_ERROR = 1e-3;

    private final SpinStatements spins = new SpinStatements();
    private Word chargeWord;
    private int charge;

    /**
     * Takes what the comment of an XYZ file says; other words are prose.
     *
     * @throws xcflow.numerics.text.TextException if it speaks of charge or spin and is not clear
     */
    void readComment(XyzComment comment) {
        readPairs(comment);
        List<Word> prose = readPhrases(comment, true);
        for (Word word : prose) {
            String text = plain(word);
            if (text.equals("bohr")) {
                throw word.error("an XYZ file is in ångström; convert the positions");
            }
            if (ION.matcher(text).matches() && chargeWord == null) {
                throw word.error(word.quoted() + " without a charge: write charge=");
            }
            boolean topic = isKnown(text) && !text.equals("s");
            if (topic && text.length() > 1 && prose.stream().anyMatch(Word::isNumber)) {
                throw word.error(
                        word.quoted() + " is not followed by its value: write " + text + "=");
            }
        }
        Matcher unit = OTHER_UNIT.matcher(comment.line().text());
        if (unit.find()) {
            throw comment.error(
                    "an XYZ file is in ångström, but the comment speaks of "
                            + unit.group()
                            + "; convert the positions, or leave the word out");
        }
        if (comment.pairs().isEmpty() && ONE_INTEGER.matcher(comment.line().text()).matches()) {
            throw comment.error(
                    "a number alone says neither charge nor spin: write charge= or multiplicity=,"
                            + " or words around it");
        }
    }

    /**
     * Takes the sums of charges and moments of single atoms, if they are given and the comment does
     * not say the same or else.
     */
    void readAtoms(XyzComment comment, List<XyzAtom> atoms) {
        double charges = atoms.stream().mapToDouble(XyzAtom::charge).sum();
        double moments = atoms.stream().mapToDouble(XyzAtom::moment).sum();
        boolean up = atoms.stream().anyMatch(atom -> atom.moment() > 0);
        boolean down = atoms.stream().anyMatch(atom -> atom.moment() < 0);
        if (up && down) {
            throw comment.error(
                    "the moments of atoms point up and down, which is not supported: leave the column"
                            + " initial_magmoms out and write unpaired=");
        }
        if (charges != 0) {
            setting("charge", sum(comment, charges, "charges"));
        }
        if (moments != 0) {
            setting("unpaired", sum(comment, Math.abs(moments), "moments"));
        }
    }

    private static Word sum(XyzComment comment, double sum, String what) {
        long whole = Math.round(sum);
        if (Math.abs(sum - whole) > SUM_ERROR) {
            throw comment.error(
                    String.format(
                            Locale.ROOT,
                            "the initial %s of the atoms add up to %s, which is not a whole number",
                            what,
                            sum));
        }
        return new Word(Long.toString(whole), comment.line().file(), comment.line().number(), 1);
    }

    /**
     * Takes what one part of an inline molecule says.
     *
     * @return the words that are left
     */
    List<Word> readPart(XyzComment part) {
        part.pairs()
                .forEach(
                        (key, value) -> {
                            if (!isKnown(key)) {
                                throw value.error(
                                        String.format(
                                                Locale.ROOT,
                                                "'%s' is not a setting; there are charge, unpaired and multiplicity",
                                                key));
                            }
                        });
        readPairs(part);
        return readPhrases(part, false);
    }

    private static boolean isKnown(String key) {
        return CHARGE.contains(key) || SpinStatements.isKnown(key);
    }

    private void readPairs(XyzComment comment) {
        for (Map.Entry<String, Word> pair : comment.pairs().entrySet()) {
            String key = pair.getKey();
            Word value = pair.getValue();
            boolean unit = key.equals("unit") || key.equals("units");
            if (isKnown(key)) {
                setting(key, value);
            } else if (DOUBTFUL.matcher(key).matches()) {
                throw value.error(
                        String.format(
                                Locale.ROOT,
                                "'%s' is not understood: write charge=, unpaired= or multiplicity=",
                                key));
            } else if (unit && !value.text().toLowerCase(Locale.ROOT).startsWith("ang")) {
                throw value.error("an XYZ file is in ångström; convert the positions");
            }
        }
    }

    /** Pairs without a sign of equality, names of multiplicities, two numbers alone. */
    private List<Word> readPhrases(XyzComment comment, boolean isComment) {
        Matcher numbers = TWO_INTEGERS.matcher(comment.line().text());
        if (numbers.matches()) {
            Word first = comment.line().word(numbers.start(1), numbers.end(1));
            if (numbers.group(3) == null || numbers.group(3).isBlank()) {
                setting("charge", first);
                setting("multiplicity", comment.line().word(numbers.start(2), numbers.end(2)));
                return List.of();
            }
            if (isComment && comment.pairs().isEmpty()) {
                throw first.error(
                        "two numbers alone are charge and multiplicity, but more follows: write"
                                + " charge= and multiplicity=, or begin with a word");
            }
        }
        List<Word> prose = new ArrayList<>();
        for (int i = 0; i < comment.words().size(); i++) {
            Word word = comment.words().get(i);
            String text = plain(word);
            boolean last = i + 1 == comment.words().size();
            if (text.length() > 1
                    && isKnown(text)
                    && !last
                    && comment.words().get(i + 1).isNumber()) {
                setting(text, comment.words().get(++i));
            } else if (NAMES.contains(text)) {
                spins.unpaired(word, NAMES.indexOf(text));
            } else if (word.text().endsWith("=")) {
                throw word.error(word.quoted() + " has no value");
            } else {
                prose.add(word);
            }
        }
        return prose;
    }

    private static String plain(Word word) {
        return word.text().toLowerCase(Locale.ROOT).replaceAll("[_.:()\\[\\]\\-]", "");
    }

    private void setting(String key, Word value) {
        if (CHARGE.contains(key)) {
            double given = value.number("a charge");
            if (given != Math.rint(given) || Math.abs(given) > 1e6) {
                throw value.error(value.quoted() + " is not a whole number of charges");
            }
            if (chargeWord != null && given != charge) {
                throw value.error(
                        String.format(
                                Locale.ROOT,
                                "the charge %s contradicts the %d before",
                                value.text(),
                                charge));
            }
            chargeWord = value;
            charge = (int) given;
        } else {
            spins.add(key, value);
        }
    }

    /** The charge; zero if nothing is said. */
    int charge() {
        return charge;
    }

    /**
     * The number of unpaired electrons; as few as possible if nothing is said.
     *
     * @throws xcflow.numerics.text.TextException if several are possible, or statements contradict
     *     each other
     */
    int unpaired(int electrons) {
        return spins.unpaired(electrons);
    }
}

package xcflow.numerics.text;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.numerics.Element;

/**
 * The ways in which files name an atom. Isotopes are their element, because nuclei are clamped in
 * space and masses play no part.
 */
public final class ElementLabel {
    private static final Pattern ISOTOPE = Pattern.compile("[0-9]{1,3}([A-Za-z]{1,2})");
    private static final Pattern NUMBERED = Pattern.compile("([A-Za-z]{1,2})_?[0-9]{1,6}");
    private static final int HEAVIEST = 118;

    private ElementLabel() {}

    /**
     * Element of a symbol in any case ({@code CL}), an isotope ({@code D}, {@code 13C}), a numbered
     * label ({@code H12}, {@code Cl_3}) or an atomic number.
     *
     * @throws TextException if the word is none of them
     */
    public static Element read(Word word) {
        String text = word.text();
        if (word.isInteger()) {
            int number = word.integer("an atomic number");
            if (number < 1 || number > HEAVIEST) {
                throw word.error("there is no element with the number " + number);
            }
            return Element.ofNumber(number);
        }
        Optional<Element> plain = symbol(text);
        if (plain.isPresent()) {
            return plain.get();
        }
        Matcher isotope = ISOTOPE.matcher(text);
        if (isotope.matches()) {
            return symbol(isotope.group(1)).orElseThrow(() -> unknown(word));
        }
        Matcher numbered = NUMBERED.matcher(text);
        if (numbered.matches()) {
            String letters = numbered.group(1);
            if (letters.length() == 2 && !Character.isLowerCase(letters.charAt(1))) {
                throw word.error(
                        String.format(
                                Locale.ROOT,
                                "%s may be a numbered atom of %s or of %s: write the symbol alone",
                                word.quoted(),
                                letters.charAt(0),
                                letters.charAt(0) + letters.substring(1).toLowerCase(Locale.ROOT)));
            }
            return symbol(letters).orElseThrow(() -> unknown(word));
        }
        throw unknown(word);
    }

    /** Element of a symbol in any case, or of D and T. */
    public static Optional<Element> symbol(String text) {
        return text.equals("D") || text.equals("T")
                ? Optional.of(Element.ofNumber(1))
                : Element.ofSymbol(text);
    }

    private static TextException unknown(Word word) {
        return word.error("there is no element " + word.quoted());
    }
}

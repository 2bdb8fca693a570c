package xcflow.structure.cif;

import java.util.regex.Pattern;
import xcflow.numerics.text.Word;

/** Numbers of a CIF, which may carry their uncertainty: {@code 1.234(5)}. */
final class CifNumber {
    private static final Pattern UNCERTAINTY = Pattern.compile("\\([0-9]{1,9}\\)$");

    private CifNumber() {}

    /**
     * @param what the number is, for the message
     */
    static double read(Word word, String what) {
        String text = UNCERTAINTY.matcher(word.text()).replaceFirst("");
        return new Word(text, word.file(), word.line(), word.column()).number(what);
    }
}

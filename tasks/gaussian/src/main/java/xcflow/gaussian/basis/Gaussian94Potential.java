package xcflow.gaussian.basis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xcflow.numerics.Element;
import xcflow.numerics.text.Line;
import xcflow.numerics.text.Lines;
import xcflow.numerics.text.Word;
import xcflow.numerics.text.Words;

/**
 * One effective core potential in the format of the Gaussian program: name, highest angular
 * momentum L, number of core electrons; then U_L, U_0 − U_L, U_1 − U_L … with a title, a number of
 * terms and lines {@code power exponent coefficient} each.
 */
final class Gaussian94Potential {
    private static final String LETTERS = "spdfghi";
    private static final String REMARK = "!#";

    /** {@code s-f potential}, {@code f-ul potential} or {@code f potential}. */
    private static final Pattern TITLE =
            Pattern.compile("([spdfghi])(-([spdfghi]|ul))?(\\s+potential)?");

    private final Lines lines;

    private Gaussian94Potential(Lines lines) {
        this.lines = lines;
    }

    /** Reads the potential of some elements, which begins in the next line. */
    static CorePotential read(Lines lines, List<Element> elements) {
        return new Gaussian94Potential(lines).read(elements);
    }

    private CorePotential read(List<Element> elements) {
        Words head = next("a potential");
        head.next("the name of the potential");
        Word highest = head.next("the highest angular momentum of the potential");
        int l = highest.integer("the highest angular momentum of the potential");
        Word electrons = head.next("the number of core electrons");
        int core = electrons.integer("the number of core electrons");
        head.end();
        if (l < 0 || l > CorePotential.MAX_L + 1) {
            throw highest.error(
                    String.format(
                            Locale.ROOT,
                            "an angular momentum of %d is not possible: potentials up to %d are"
                                    + " calculated",
                            l,
                            CorePotential.MAX_L + 1));
        }
        for (Element element : elements) {
            if (core < 1 || core >= element.number()) {
                throw electrons.error(
                        element + " cannot lose " + core + " electrons to a potential");
            }
        }
        if (core % 2 != 0) {
            throw electrons.error("a core of " + core + " electrons has no closed shells");
        }
        List<CorePotential.Term> local = part(l, l);
        List<List<CorePotential.Term>> semilocal = new ArrayList<>();
        for (int momentum = 0; momentum < l; momentum++) {
            semilocal.add(part(momentum, l));
        }
        return new CorePotential(core, local, semilocal);
    }

    private List<CorePotential.Term> part(int l, int highest) {
        lines.skipBlankAndComments(REMARK);
        Line title = lines.next("the title of a part of the potential");
        Matcher stated = TITLE.matcher(title.text().strip().toLowerCase(Locale.ROOT));
        if (stated.matches() && LETTERS.indexOf(stated.group(1)) != l) {
            throw title.error(
                    String.format(
                            Locale.ROOT,
                            "the part for %s is expected here: that of the highest angular momentum"
                                    + " comes first, then s, p, d … below %s",
                            LETTERS.charAt(l),
                            LETTERS.charAt(highest)));
        }
        Words header = next("the number of terms");
        Word count = header.next("the number of terms");
        int terms = count.integer("the number of terms");
        header.end();
        if (terms < 0 || terms > lines.left()) {
            throw count.error(terms + " terms are announced, " + lines.left() + " lines follow");
        }
        List<CorePotential.Term> result = new ArrayList<>();
        for (int i = 0; i < terms; i++) {
            result.add(term(next("a term of the potential")));
        }
        return result;
    }

    private static CorePotential.Term term(Words words) {
        Word power = words.next("a power of r");
        int n = power.integer("a power of r");
        if (n < 0 || n > 2) {
            throw power.error("powers of r are 0, 1 and 2, which mean r^-2, r^-1 and 1");
        }
        Word exponent = words.next("an exponent");
        double zeta = exponent.number("an exponent");
        if (!(zeta > 0) || !(zeta < 1e15)) {
            throw exponent.error("exponents must be positive numbers");
        }
        double coefficient = words.number("a coefficient");
        while (words.hasNext()) {
            Word further = words.next("a coefficient");
            if (further.number("a coefficient") != 0) {
                throw further.error(
                        "this seems to be a spin-orbit potential, which is not calculated");
            }
        }
        return new CorePotential.Term(n, zeta, coefficient);
    }

    private Words next(String what) {
        lines.skipBlankAndComments(REMARK);
        return lines.next(what).withoutComment(REMARK).words();
    }
}

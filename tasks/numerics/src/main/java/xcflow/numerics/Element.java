package xcflow.numerics;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A chemical element.
 *
 * @param number atomic number, 1 to 118
 * @param symbol for example {@code He}
 */
public record Element(int number, String symbol) {

    private static final List<String> SYMBOLS =
            Arrays.asList(
                    ("H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu"
                                    + " Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc Ru Rh Pd Ag Cd In Sn Sb Te"
                                    + " I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re"
                                    + " Os Ir Pt Au Hg Tl Pb Bi Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf"
                                    + " Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og")
                            .split(" "));

    /** Element of a symbol in any case, or empty if there is none. */
    public static Optional<Element> ofSymbol(String symbol) {
        String trimmed = symbol.strip();
        if (trimmed.isEmpty()) {
            return Optional.empty();
        }
        String canonical =
                trimmed.substring(0, 1).toUpperCase(Locale.ROOT)
                        + trimmed.substring(1).toLowerCase(Locale.ROOT);
        int index = SYMBOLS.indexOf(canonical);
        return index < 0 ? Optional.empty() : Optional.of(new Element(index + 1, canonical));
    }

    /** Element of an atomic number from 1 to 118. */
    public static Element ofNumber(int number) {
        return new Element(number, SYMBOLS.get(number - 1));
    }

    @Override
    public String toString() {
        return symbol;
    }
}

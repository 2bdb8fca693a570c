package xcflow.functional.dispersion;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Functionals whose parameters were fitted together with a dispersion energy, so that they mean
 * something else without it. libxc has no flag for them; their names tell.
 */
final class OwnDispersion {
    private OwnDispersion() {}

    /**
     * A functional and the dispersion it was made for.
     *
     * @param ending of its name in libxc
     * @param dispersion in the field's words
     */
    private record Made(String ending, String dispersion) {}

    private static final List<Made> MADE =
            List.of(
                    new Made("_xc_b97_d", "D2, for which D3(BJ) and D4 have parameters too"),
                    new Made("_xc_wb97x_d", "the damped D2 of Chai and Head-Gordon"),
                    new Made("_xc_wb97x_d3", "D3 with zero damping"),
                    new Made("cf22d", "D3 with zero damping"),
                    new Made("_3c", "D3(BJ) with three-body terms and a correction of the basis"),
                    new Made("_d", "D2"));

    /** The dispersion that a functional was made for; empty if it was made without. */
    static Optional<String> of(String functional) {
        for (String part : functional.toLowerCase(Locale.ROOT).split("[+,]", -1)) {
            Optional<String> made =
                    MADE.stream()
                            .filter(each -> part.strip().endsWith(each.ending))
                            .map(Made::dispersion)
                            .findFirst();
            if (made.isPresent()) {
                return made;
            }
        }
        return Optional.empty();
    }
}

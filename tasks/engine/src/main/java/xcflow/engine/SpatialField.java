package xcflow.engine;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A function in space that belongs to a solution.
 *
 * @param kind what it is
 * @param orbital number of the orbital in ascending order of energy, from 1; 0 of no orbital
 * @param down whether the orbital is one of spin down
 */
public record SpatialField(Kind kind, int orbital, boolean down) {
    private static final Pattern ORBITAL =
            Pattern.compile("orbital:([1-9][0-9]{0,5})(?::(up|down))?");

    /** The kinds of functions. */
    public enum Kind {
        /** Electrons, bohr⁻³. */
        DENSITY,
        /** Spin-up minus spin-down electrons, bohr⁻³. */
        SPIN_DENSITY,
        /** A real orbital, bohr^(−3/2). */
        ORBITAL
    }

    /**
     * @param text {@code density}, {@code spin-density}, {@code orbital:5} or {@code
     *     orbital:5:down}
     * @throws IllegalArgumentException if it is none of them; the message is for the user
     */
    public static SpatialField of(String text) {
        String lower = text.strip().toLowerCase(Locale.ROOT);
        if (lower.equals("density")) {
            return new SpatialField(Kind.DENSITY, 0, false);
        }
        if (lower.equals("spin-density") || lower.equals("spin")) {
            return new SpatialField(Kind.SPIN_DENSITY, 0, false);
        }
        Matcher orbital = ORBITAL.matcher(lower);
        if (orbital.matches()) {
            return new SpatialField(
                    Kind.ORBITAL,
                    Integer.parseInt(orbital.group(1)),
                    "down".equals(orbital.group(2)));
        }
        throw new IllegalArgumentException(
                "'" + text + "' is not density, spin-density, orbital:N or orbital:N:down");
    }

    /** Its name, which may be part of that of a file. */
    public String label() {
        return switch (kind) {
            case DENSITY -> "density";
            case SPIN_DENSITY -> "spin-density";
            case ORBITAL -> "orbital-" + orbital + (down ? "-down" : "");
        };
    }
}

package xcflow.functional.dataset;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a density comes from. Clones of the same functional differ by the kind of densities that
 * they were trained on, so it goes with the points wherever they go.
 *
 * @param program that made it, with its version; empty if that is not known
 * @param pseudopotentials or basis and core of its atoms, in words; empty if that is not known
 * @param grid of the points, in words; empty if that is not known
 * @param electrons which of them it holds
 * @param unknown what it cannot tell, each in a few words
 */
public record DensityOrigin(
        String program,
        String pseudopotentials,
        String grid,
        Electrons electrons,
        List<String> unknown) {

    /** A density of which only the points are known. */
    public static final DensityOrigin UNKNOWN =
            new DensityOrigin("", "", "", Electrons.UNKNOWN, List.of());

    /** Which electrons a density holds. */
    public enum Electrons {
        /** All of them. */
        ALL,
        /** Those outside the cores of pseudopotentials. */
        VALENCE,
        /** Nobody said. */
        UNKNOWN
    }

    public DensityOrigin {
        unknown = List.copyOf(unknown);
    }

    /** Whether anything is known. */
    public boolean known() {
        return !equals(UNKNOWN);
    }

    /** In one line, for tables and cards. */
    public String text() {
        if (!known()) {
            return "unknown";
        }
        List<String> parts = new ArrayList<>();
        parts.add(program.isEmpty() ? "unknown program" : program);
        parts.add(
                switch (electrons) {
                    case ALL -> "all electrons";
                    case VALENCE -> "valence electrons";
                    case UNKNOWN -> "unknown electrons";
                });
        if (!pseudopotentials.isEmpty()) {
            parts.add(pseudopotentials);
        }
        return String.join(", ", parts);
    }
}

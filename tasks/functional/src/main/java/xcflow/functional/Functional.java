package xcflow.functional;

import java.util.Set;

/**
 * An exchange-correlation functional, or a part of one.
 *
 * <p>Everything is in Hartree atomic units and in libxc's conventions. Implementations are
 * immutable and thread-safe, and allocate nothing per point (scratch space per call is allowed).
 */
public interface Functional {

    /** Name by which the functional is known to users, such as {@code PBE}. */
    String name();

    /**
     * The variables on which its energy density depends. Points and results must hold them; they
     * may hold more.
     */
    Set<Variable> needs();

    /**
     * The exact exchange that comes on top of what {@link #evaluate} gives. Whoever cannot compute
     * it must refuse the functional.
     */
    default ExchangeShare exactExchange() {
        return ExchangeShare.NONE;
    }

    /** What the functional needs to know, in the field's words. */
    default Rung rung() {
        if (!exactExchange().isNone()) {
            return Rung.HYBRID;
        }
        return needs().contains(Variable.TAU)
                ? Rung.META_GGA
                : needs().contains(Variable.SIGMA) ? Rung.GGA : Rung.LDA;
    }

    /**
     * Whether its energy density changes so fast with the kinetic energy density that usual
     * integration grids miss what happens between their points. Unless it is known not to, every
     * meta-GGA is taken to.
     */
    default boolean wantsFineGrid() {
        return needs().contains(Variable.TAU);
    }

    /**
     * Evaluates points {@code from} (inclusive) to {@code to} (exclusive) of a batch.
     *
     * <p>The densities may be zero or tiny negative numbers from a grid: such points give zeros. No
     * result is ever NaN or infinite. The value at a point does not depend on the batch around it.
     *
     * @param points unpolarised or polarised densities
     * @param results overwritten at the same indices; must have the polarisation of {@code points}
     */
    void evaluate(Points points, Results results, int from, int to);

    /** Evaluates a whole batch. */
    default void evaluate(Points points, Results results) {
        evaluate(points, results, 0, points.size());
    }

    /**
     * This functional for self-consistent calculations, which evaluate it again and again at points
     * close to each other: it may look numbers up in tables that are filled where points fall, and
     * kept for later calls. Energies and their derivatives belong to each other as before, and
     * depend on nothing but the point. They agree with those of the functional itself: energies to
     * eight digits, derivatives to five, totals of molecules to 1e-10 Ha.
     */
    default Functional tabulated() {
        return this;
    }

    /** Rung of Jacob's ladder: what the energy density depends on. */
    enum Rung {
        /** The spin densities. */
        LDA,
        /** The spin densities and their gradients. */
        GGA,
        /** The kinetic energy density as well. */
        META_GGA,
        /** Orbitals, through exact exchange. */
        HYBRID
    }
}

package xcflow.structure.cif;

import xcflow.numerics.text.Word;

/** The smallest part of a CIF that means something. */
record CifToken(Kind kind, Word word) {
    enum Kind {
        /** {@code data_name} */
        BLOCK,
        LOOP,
        /** {@code _name} */
        TAG,
        VALUE,
        /** A value in quotation marks or semicolons, which is never a missing one. */
        QUOTED
    }

    /** Whether the value is known: neither {@code ?} nor {@code .}. */
    boolean isGiven() {
        return kind == Kind.QUOTED || !(word.text().equals("?") || word.text().equals("."));
    }
}

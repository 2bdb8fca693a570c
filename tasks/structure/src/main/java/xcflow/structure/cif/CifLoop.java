package xcflow.structure.cif;

import java.util.List;
import java.util.Optional;

/**
 * A table of a CIF.
 *
 * @param tags its columns
 * @param values row by row
 */
record CifLoop(List<String> tags, List<CifToken> values) {

    int rows() {
        return values.size() / tags.size();
    }

    boolean has(String tag) {
        return tags.contains(tag);
    }

    /** Value of a column; empty if there is no such column. */
    Optional<CifToken> find(int row, String tag) {
        int column = tags.indexOf(tag);
        return column < 0 ? Optional.empty() : Optional.of(values.get(row * tags.size() + column));
    }

    /** Value of a column; empty if there is no such column or the value is unknown. */
    Optional<CifToken> value(int row, String tag) {
        return find(row, tag).filter(CifToken::isGiven);
    }
}

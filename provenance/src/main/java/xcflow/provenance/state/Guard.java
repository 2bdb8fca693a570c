package xcflow.provenance.state;

/** What must hold of a row, besides its state, for a transition. */
public enum Guard {
    /** Nothing. */
    NONE("", ""),
    /** The pause after a failed attempt is over; argument: the present time. */
    DUE("(not_before is null or not_before <= ?)", "its next attempt is due"),
    /** Its holder has not been heard of; argument: the present time. */
    LEASE_EXPIRED("lease_until < ?", "its lease has run out"),
    /** Nobody else took it meanwhile; arguments: number of the attempt and id of the execution. */
    HELD("attempt = ? and execution_id = ?", "the claim still holds");

    private final String sql;
    private final String meaning;

    Guard(String sql, String meaning) {
        this.sql = sql;
        this.meaning = meaning;
    }

    /** Condition on a row of the instances. */
    public String sql() {
        return sql;
    }

    /** The condition for people; empty for none. */
    public String meaning() {
        return meaning;
    }
}

package xcflow.provenance.doctor;

/**
 * Something that is not in order.
 *
 * @param subject which thing
 * @param what is wrong with it
 * @param remedy what {@link Doctor#repair} does about it, or what the user can do
 * @param cure does it; null if only the user can
 */
public record HomeProblem(String subject, String what, String remedy, Runnable cure) {
    /** Whether it can be repaired without the user. */
    public boolean curable() {
        return cure != null;
    }
}

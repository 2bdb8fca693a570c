package xcflow.provenance.ticket;

/**
 * A ticket as it waits in the database.
 *
 * @param run the run
 * @param instance number of the instance
 * @param attempt number of attempts that the instance had when the ticket was put in
 * @param cacheKey of what is to be computed
 * @param code what computes it
 * @param needs of the worker that takes it
 * @param rank what is taken first: those with the lowest, in the order in which they came
 * @param body the ticket itself, which means nothing here
 */
public record WaitingTicket(
        long run,
        int instance,
        int attempt,
        String cacheKey,
        Code code,
        Needs needs,
        int rank,
        String body) {

    /**
     * The code that a ticket asks for.
     *
     * @param task name of the task
     * @param version declared by the task
     * @param digest of the task's code
     */
    public record Code(String task, String version, String digest) {}
}
